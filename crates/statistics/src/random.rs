//! Random draws that are the same on every platform and on any number of threads.
//!
//! The functions of the standard library for logarithms and powers differ between platforms in
//! their last digit, and so would draws made with them: here all of them are `libm`'s.

use std::sync::LazyLock;

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

/// How many random bits are made at once, by 64: asking the generator for each took as long as making them.
const AT_ONCE: usize = 64;

/// A stream of random numbers of its own: the same seed and number give the same stream.
#[derive(Debug, Clone)]
pub struct Stream {
    generator: ChaCha8Rng,
    made: [u64; AT_ONCE],
    /// How many of them have been given out.
    given: usize,
    layers: &'static Ziggurat,
}

impl Stream {
    /// The stream of a number under a seed.
    pub fn new(seed: u64, number: u64) -> Self {
        let mut generator = ChaCha8Rng::seed_from_u64(seed);
        generator.set_stream(number);
        Self {
            generator,
            made: [0; AT_ONCE],
            given: AT_ONCE,
            layers: &ZIGGURAT,
        }
    }

    /// The next 64 bits, as the generator would give them one by one.
    #[inline]
    fn bits(&mut self) -> u64 {
        if self.given == AT_ONCE {
            self.make();
        }
        let bits = self.made[self.given];
        self.given += 1;
        bits
    }

    #[cold]
    fn make(&mut self) {
        let mut bytes = [0; 8 * AT_ONCE];
        self.generator.fill_bytes(&mut bytes);
        let (words, _) = bytes.as_chunks::<8>();
        for (made, word) in self.made.iter_mut().zip(words) {
            *made = u64::from_le_bytes(*word);
        }
        self.given = 0;
    }

    /// Uniform in [0, 1).
    #[inline]
    #[allow(clippy::cast_precision_loss, reason = "53 bits are exact")]
    pub fn uniform(&mut self) -> f64 {
        (self.bits() >> 11) as f64 * (1.0 / 9_007_199_254_740_992.0)
    }

    /// Uniform in (0, 1].
    #[inline]
    fn above_zero(&mut self) -> f64 {
        1.0 - self.uniform()
    }

    /// Standard normal, by the ziggurat of 256 layers (Marsaglia and Tsang 2000; Doornik 2005).
    #[inline]
    pub fn normal(&mut self) -> f64 {
        let layers = self.layers;
        loop {
            let bits = self.bits();
            let layer = (bits & 0xff) as usize;
            #[allow(clippy::cast_precision_loss, reason = "52 bits are exact")]
            let u = (bits >> 12) as f64 * (2.0 / 4_503_599_627_370_496.0) - 1.0;
            let x = u * layers.edge[layer];
            if x.abs() < layers.edge[layer + 1] {
                return x;
            }
            if layer == 0 {
                return self.tail(u < 0.0);
            }
            let (low, high) = (layers.height[layer], layers.height[layer + 1]);
            if low + (high - low) * self.uniform() < density(x) {
                return x;
            }
        }
    }

    /// Beyond the last edge (Marsaglia 1964).
    #[cold]
    fn tail(&mut self, negative: bool) -> f64 {
        loop {
            let x = -libm::log(self.above_zero()) / EDGE;
            let y = -libm::log(self.above_zero());
            if 2.0 * y >= x * x {
                return if negative { -(EDGE + x) } else { EDGE + x };
            }
        }
    }
}

/// Where the tail of the ziggurat begins, and the area of each layer.
const EDGE: f64 = 3.654_152_885_361_009;
const AREA: f64 = 0.004_928_673_233_974_655;

/// Layers from the tail up: their right edges, and the density there.
#[derive(Debug)]
struct Ziggurat {
    edge: [f64; 257],
    height: [f64; 257],
}

static ZIGGURAT: LazyLock<Ziggurat> = LazyLock::new(|| {
    let mut layers = Ziggurat {
        edge: [0.0; 257],
        height: [1.0; 257],
    };
    layers.edge[0] = AREA / density(EDGE);
    layers.edge[1] = EDGE;
    for layer in 2..256 {
        let below = layers.edge[layer - 1];
        layers.edge[layer] = (-2.0 * libm::log(AREA / below + density(below))).sqrt();
    }
    for layer in 0..257 {
        layers.height[layer] = density(layers.edge[layer]);
    }
    layers
});

fn density(x: f64) -> f64 {
    libm::exp(-0.5 * x * x)
}

/// A gamma distribution of scale 1, ready to draw from (Marsaglia and Tsang 2000).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct GammaDraw {
    d: f64,
    c: f64,
    /// 1/(108 d), by which the logarithm of the chance to be taken is at most below 0, times x⁴.
    fourth: f64,
    /// 1/shape where the shape is below 1: the draw is of shape + 1, times U^(1/shape).
    below_one: Option<f64>,
}

impl GammaDraw {
    /// Of a shape above 0.
    pub fn new(shape: f64) -> Self {
        let below_one = (shape < 1.0).then(|| 1.0 / shape);
        let shape = if below_one.is_some() {
            shape + 1.0
        } else {
            shape
        };
        let d = shape - 1.0 / 3.0;
        Self {
            d,
            c: 1.0 / (9.0 * d).sqrt(),
            fourth: 1.0 / (108.0 * d),
            below_one,
        }
    }

    /// A draw.
    #[inline]
    pub fn draw(&self, stream: &mut Stream) -> f64 {
        let drawn = self.draw_above_one(stream);
        match self.below_one {
            Some(power) => drawn * libm::pow(stream.above_zero(), power),
            None => drawn,
        }
    }

    #[inline]
    fn draw_above_one(&self, stream: &mut Stream) -> f64 {
        loop {
            let x = stream.normal();
            let root = 1.0 + self.c * x;
            if root <= 0.0 {
                continue;
            }
            let v = root * root * root;
            let u = stream.above_zero();
            if self.is_surely_taken(x, root, u) || self.is_taken(x, v, u) {
                return self.d * v;
            }
        }
    }
}

impl GammaDraw {
    /// Whether a normal draw is taken.
    #[inline(never)]
    fn is_taken(&self, x: f64, v: f64, u: f64) -> bool {
        libm::log(u) < 0.5 * x * x + self.d * (1.0 - v + libm::log(v))
    }

    /// Whether it is seen to be taken without logarithms, the slow part. By Marsaglia and Tsang the chance is
    /// at least 1 − 0.0331 x⁴, whatever the shape. Where the shape is large it is far nearer to 1: with t = c x
    /// the logarithm of the chance is −d (3/4 t⁴ − 3/5 t⁵ + 3/6 t⁶ − …), which is at least −x⁴/(108 d) where
    /// t ≥ 0, and that divided by 1 − |t| where t < 0.
    #[inline]
    fn is_surely_taken(&self, x: f64, root: f64, u: f64) -> bool {
        let fourth = x * x * (x * x);
        let left = 1.0 - u;
        0.033_1 * fourth < left || self.fourth * fourth < left * root.min(1.0)
    }
}

/// A beta distribution, ready to draw from: one gamma draw's share of two.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct BetaDraw {
    yes: GammaDraw,
    no: GammaDraw,
}

impl BetaDraw {
    /// Of two shapes above 0.
    pub fn new(yes: f64, no: f64) -> Self {
        Self {
            yes: GammaDraw::new(yes),
            no: GammaDraw::new(no),
        }
    }

    /// What is known of a proportion after x of n: Beta(x + ½, n − x + ½) (Jeffreys 1946).
    pub fn after(x: f64, n: f64) -> Self {
        Self::new(x + 0.5, n - x + 0.5)
    }

    /// A draw.
    #[inline]
    pub fn draw(&self, stream: &mut Stream) -> f64 {
        let (yes, no) = (self.yes.draw(stream), self.no.draw(stream));
        yes / (yes + no)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DRAWS: u32 = 200_000;

    fn moments(mut draw: impl FnMut(&mut Stream) -> f64) -> (f64, f64) {
        let mut stream = Stream::new(1, 0);
        let (mut sum, mut squares) = (0.0, 0.0);
        for _ in 0..DRAWS {
            let x = draw(&mut stream);
            sum += x;
            squares += x * x;
        }
        let mean = sum / f64::from(DRAWS);
        (mean, squares / f64::from(DRAWS) - mean * mean)
    }

    #[test]
    fn normal_has_mean_0_variance_1_and_its_tail() {
        let (mean, variance) = moments(Stream::normal);
        assert!(mean.abs() < 0.01 && (variance - 1.0).abs() < 0.015);
        let (beyond, _) =
            moments(|stream| f64::from(stream.normal().abs() > 1.959_963_984_540_054));
        assert!((beyond - 0.05).abs() < 0.002, "{beyond}");
    }

    #[test]
    fn the_layers_of_the_ziggurat_close_at_the_top() {
        let top = ZIGGURAT.edge[255];
        let left = AREA / top + density(top);
        assert!((left - 1.0).abs() < 1e-9, "{left}");
    }

    #[test]
    fn gamma_has_its_mean_and_variance() {
        for shape in [0.5, 1.0, 3.7, 120.5] {
            let draw = GammaDraw::new(shape);
            let (mean, variance) = moments(|stream| draw.draw(stream));
            assert!((mean / shape - 1.0).abs() < 0.01, "{shape}: {mean}");
            assert!((variance / shape - 1.0).abs() < 0.03, "{shape}: {variance}");
        }
    }

    #[test]
    fn what_is_surely_taken_is_taken() {
        let mut stream = Stream::new(5, 0);
        for shape in [1.0, 1.3, 2.0, 5.5, 30.5, 400.5, 90_000.5] {
            let draw = GammaDraw::new(shape);
            let mut sure = 0;
            for _ in 0..20_000 {
                // Every x that a normal draw may be, not only the likely ones.
                let (x, u) = (12.0 * stream.uniform() - 6.0, stream.above_zero());
                let root = 1.0 + draw.c * x;
                if root > 0.0 && draw.is_surely_taken(x, root, u) {
                    sure += 1;
                    assert!(draw.is_taken(x, root * root * root, u), "{shape} {x} {u}");
                }
            }
            assert!(sure > 5_000, "{shape}: {sure}");
        }
    }

    #[test]
    fn beta_has_its_mean_and_variance() {
        let (a, b) = (9.5, 90.5);
        let draw = BetaDraw::after(9.0, 99.0);
        let (mean, variance) = moments(|stream| draw.draw(stream));
        assert!((mean - a / (a + b)).abs() < 3e-4);
        let expected = a * b / ((a + b) * (a + b) * (a + b + 1.0));
        assert!((variance / expected - 1.0).abs() < 0.03);
    }

    #[test]
    fn bits_are_those_that_the_generator_gives_one_by_one() {
        let mut stream = Stream::new(7, 3);
        let mut generator = ChaCha8Rng::seed_from_u64(7);
        generator.set_stream(3);
        for _ in 0..3 * AT_ONCE {
            assert_eq!(stream.bits(), generator.next_u64());
        }
    }

    #[test]
    fn streams_are_their_own_and_repeat() {
        let draws = |number| {
            let mut stream = Stream::new(7, number);
            [stream.normal(), stream.uniform(), stream.normal()]
        };
        assert_eq!(draws(3), draws(3));
        assert_ne!(draws(3), draws(4));
    }
}
