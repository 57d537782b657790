//! How much of the variance of values is explained by groups they fall in.

/// What groups explain of the variance of values.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct Explained {
    /// The share of the variance, 0 to 1.
    pub r_squared: f64,
    /// The same less what as many groups would explain by chance (Ezekiel's adjusted R²): 1 − (1 − R²)(n − 1)/(n − p),
    /// p the independent group means that were fitted. It may be below 0.
    pub adjusted: f64,
    /// Values.
    pub count: usize,
    /// Independent group means that were fitted, the overall mean among them.
    pub fitted: usize,
}

/// What remains of a column after others, below which it is taken for a sum of these.
const DEPENDENT: f64 = 1e-9;

/// What factors explain together, each value having one group of each factor: least squares on an
/// indicator for each group, without interactions. Groups that follow from others, as the region of London
/// from its boroughs, count once. None where the values do not vary, or are no more than the means fitted.
///
/// ```
/// use care_scorecard_statistics::explained_by;
/// let values = [1.0, 2.0, 3.0, 7.0, 8.0, 9.0];
/// let found = explained_by(&values, &[&[0, 0, 0, 1, 1, 1]]).unwrap();
/// assert!((found.r_squared - 54.0 / 58.0).abs() < 1e-12);
/// assert!((found.adjusted - (1.0 - 4.0 / 58.0 * 5.0 / 4.0)).abs() < 1e-12);
/// ```
///
/// # Panics
/// Where a factor has not as many groups as there are values.
pub fn explained_by(values: &[f64], factors: &[&[usize]]) -> Option<Explained> {
    let count = values.len();
    let mut basis: Vec<Vec<f64>> = Vec::new();
    add_column(&mut basis, vec![1.0; count]);
    for factor in factors {
        assert_eq!(factor.len(), count, "a group for each value");
        for group in 0..=factor.iter().copied().max().unwrap_or(0) {
            let column = factor.iter().map(|of| f64::from(u8::from(*of == group)));
            add_column(&mut basis, column.collect());
        }
    }
    if basis.len() >= count {
        return None;
    }
    let (mean, others) = basis.split_first()?;
    let varying = less(values, mean);
    let total = dot(&varying, &varying);
    let rest = others
        .iter()
        .fold(varying, |rest, column| less(&rest, column));
    let scale = dot(values, values).max(f64::MIN_POSITIVE);
    if total <= DEPENDENT * DEPENDENT * scale {
        return None;
    }
    let unexplained = dot(&rest, &rest) / total;
    #[allow(clippy::cast_precision_loss, reason = "a few hundred authorities")]
    let freedom = (count - 1) as f64 / (count - basis.len()) as f64;
    Some(Explained {
        r_squared: 1.0 - unexplained,
        adjusted: 1.0 - unexplained * freedom,
        count,
        fitted: basis.len(),
    })
}

/// Adds what is new in a column, as a direction of length 1.
fn add_column(basis: &mut Vec<Vec<f64>>, column: Vec<f64>) {
    let length = dot(&column, &column).sqrt();
    // Twice, since the first pass leaves rounding behind.
    let once = basis.iter().fold(column, |rest, known| less(&rest, known));
    let rest = basis.iter().fold(once, |rest, known| less(&rest, known));
    let remains = dot(&rest, &rest).sqrt();
    if remains > DEPENDENT * length {
        basis.push(rest.iter().map(|part| part / remains).collect());
    }
}

/// A column less its part in a direction of length 1.
fn less(column: &[f64], direction: &[f64]) -> Vec<f64> {
    let along = dot(column, direction);
    let parts = column.iter().zip(direction);
    parts.map(|(part, way)| part - along * way).collect()
}

fn dot(one: &[f64], other: &[f64]) -> f64 {
    one.iter().zip(other).map(|(a, b)| a * b).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_factor_that_follows_from_another_adds_nothing() {
        let values = [3.0, 1.0, 4.0, 1.0, 5.0, 9.0, 2.0, 6.0];
        let fine = [0, 0, 1, 1, 2, 2, 3, 3];
        let coarse = [0, 0, 0, 0, 1, 1, 1, 1];
        let alone = explained_by(&values, &[&fine]).unwrap();
        let both = explained_by(&values, &[&coarse, &fine]).unwrap();
        assert_eq!((alone.fitted, both.fitted), (4, 4));
        assert!((alone.adjusted - both.adjusted).abs() < 1e-12);
    }

    #[test]
    fn what_cannot_be_told_is_not_told() {
        assert_eq!(explained_by(&[2.0; 5], &[&[0, 0, 1, 1, 1]]), None);
        assert_eq!(explained_by(&[1.0, 2.0], &[&[0, 1]]), None);
        assert_eq!(explained_by(&[], &[]), None);
    }

    proptest! {
        /// Of one factor it is the variance between group means.
        #[test]
        fn of_one_factor_it_is_the_variance_between_groups(
            rows in prop::collection::vec((0.0..100.0_f64, 0..4_usize), 12..60),
        ) {
            let (values, groups): (Vec<f64>, Vec<usize>) = rows.into_iter().unzip();
            let mean = values.iter().sum::<f64>() / values.len() as f64;
            let total: f64 = values.iter().map(|v| (v - mean).powi(2)).sum();
            let within: f64 = (0..4).map(|group| {
                let own: Vec<f64> = values.iter().zip(&groups).filter(|(_, g)| **g == group).map(|(v, _)| *v).collect();
                let mean = own.iter().sum::<f64>() / own.len().max(1) as f64;
                own.iter().map(|v| (v - mean).powi(2)).sum::<f64>()
            }).sum();
            let found = explained_by(&values, &[&groups]).unwrap();
            prop_assert!((found.r_squared - (1.0 - within / total)).abs() < 1e-9);
        }
    }
}
