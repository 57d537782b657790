use super::*;

/// Made-up rows of an outcome that hangs on three inputs, the last of which does nothing.
fn rows() -> Vec<Row> {
    let mut stream = Stream::new(1, 1);
    let outcome = |u: &[f64]| 3.0 * u[0] + u[0] * u[1] + 0.5 * u[1];
    let row = |_| {
        let (a, b): (Vec<f64>, Vec<f64>) =
            (0..3).map(|_| (stream.uniform(), stream.uniform())).unzip();
        let mixed = |at: usize| {
            let mut mixed = a.clone();
            mixed[at] = b[at];
            outcome(&mixed)
        };
        Row {
            a: outcome(&a),
            b: outcome(&b),
            ab: By::collected((0..3).map(mixed)),
        }
    };
    (0..400).map(row).collect()
}

/// Shares of an input from rows that stand as often as they were drawn.
fn plain(rows: &[Row], times: &[f64], at: usize) -> (f64, f64) {
    let n: f64 = times.iter().sum();
    let sum = |of: &dyn Fn(&Row) -> f64| -> f64 {
        rows.iter()
            .zip(times)
            .map(|(row, times)| times * of(row))
            .sum()
    };
    let mean = sum(&|row| row.a + row.b) / (2.0 * n);
    let squares = sum(&|row| (row.a - mean).powi(2) + (row.b - mean).powi(2));
    let variance = squares / (2.0 * n - 1.0);
    let mixed = |row: &Row| *row.ab.iter().nth(at).unwrap();
    let first = sum(&|row| (row.b - mean) * (mixed(row) - row.a)) / n / variance;
    let total = sum(&|row| (row.a - mixed(row)).powi(2)) / (2.0 * n * variance);
    (first, total)
}

#[test]
fn shares_and_their_intervals_are_as_the_formulas_say() {
    let rows = rows();
    let all: Vec<usize> = (0..rows.len()).collect();
    let found = Shares::of(&rows, &all).shares.unwrap();
    let again = Again::of(&rows, 7);
    for (at, share) in found.iter().enumerate() {
        let (first, total) = plain(&rows, &vec![1.0; rows.len()], at);
        assert!((share.first_order - first).abs() < 1e-9);
        assert!((share.total - total).abs() < 1e-9);
        let mut drawn: Vec<f64> = Vec::new();
        for number in 0..1000 {
            let mut stream = Stream::new(7, 3 << 62 | number);
            let mut times = vec![0.0; rows.len()];
            for _ in 0..rows.len() {
                times[(stream.uniform() * 400.0) as usize] += 1.0;
            }
            drawn.push(plain(&rows, &times, at).1);
        }
        drawn.sort_by(f64::total_cmp);
        // 2.5% of the way through 1,000 values lies between the 25th and the 26th, at 0.975 from it.
        let low = drawn[24] * 0.025 + drawn[25] * 0.975;
        let high = drawn[974] * 0.975 + drawn[975] * 0.025;
        let interval = again
            .interval(|shares| shares.iter().nth(at).unwrap().total)
            .unwrap();
        assert!(
            (interval.low - low).abs() < 1e-9,
            "{at}: {interval:?} {low}"
        );
        assert!(
            (interval.high - high).abs() < 1e-9,
            "{at}: {interval:?} {high}"
        );
        assert!(interval.low <= share.total && share.total <= interval.high);
    }
    assert!(found.iter().nth(2).unwrap().total.abs() < 1e-12);
}
