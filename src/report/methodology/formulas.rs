//! The formulas of comparisons, for those who check them.

use super::super::figure::Passage;

/// Intervals, limits, trends: formulas for those who check them.
pub(super) fn formulas() -> Vec<Passage> {
    vec![
        Passage::new(
            "Intervals",
            [
                "Of a share, Wilson’s at 95%: (2x + z² ∓ z√(z² + 4x(1 − x ÷ n))) ÷ (2(n + z²)), z = 1.96. Of a rate, exact below 10 events, else \
                 Byar’s: x(1 − 1 ÷ (9x) − z ÷ (3√x))³ ÷ n, and the upper end with x + 1 and + z.",
                "Incidents of one child go together, so the incidents x are first divided by a design effect d. From counts, with μ incidents \
                 for each child who has any, ρ the share of these with more than one and g = (μ − 1) ÷ ρ: d = [1 + 2(μ − 1) + ρ(2g² − g)] ÷ μ, or 2μ − 1 where \
                 ρ is not known. Taking each incident for one by itself was rejected: it would call the incidents of a few children a difference between authorities.",
            ],
        ),
        Passage::new(
            "Limits",
            [
                "A figure is compared with England’s on a scale on which chance is the same everywhere: the angle asin√p of a share, with \
                 s = 1 ÷ (2√n), or the logarithm of a rate, with s² = d₀ ÷ x, d₀ being England’s design effect, and y = ln((x + ½) ÷ n). φ is the mean of the squared distances (y − target) ÷ s, the outermost \
                 tenths drawn in; τ² = (Nφ − (N − 1)) ÷ (Σw − Σw² ÷ Σw), w = 1 ÷ s², is the variance between authorities beyond chance. The limits are the target ∓ z√(s² + τ²), \
                 z = 1.96 for 95% and 3.09 for 99.8%; here s² is taken at the count that the target gives at the size, so that the limits hang on \
                 size and not on what is compared with them, and the figure itself is x ÷ n. Limits of chance alone were rejected where φ is over 1: they would call many \
                 more than five authorities in a hundred unusual, in 2024 from 11 (φ 1.1) to about half (φ above 5).",
                "Rankability is τ² ÷ (τ² + the median of s²). Below a half an indicator has no ranks of its own; it is still scored, since it is one \
                 of the things that the scorecard is asked to hold together, and the draws carry its chance into the ranges.",
            ],
        ),
        Passage::new(
            "Trends",
            [
                "Five consecutive years of one definition. Of a share: N(NΣxt − XΣnt)² ÷ (X(N − X)(NΣnt² − (Σnt)²)) above 9.55 (99.8%), and a slope of \
                 the same sign whichever year is left out (the sign is that of an unweighted line through the logits). Years share children, which the test does not \
                 know of. Of a rate: the same for a line through ln(x ÷ n), weighted by x ÷ d₀. A trend is of the figure: where the number \
                 of children in care grows, a share can fall while the count rises.",
            ],
        ),
        Passage::new(
            "What was considered and is not done",
            [
                "Filling gaps with an average: it would score an authority by what others did. Ranking by the score less that of the kind of place: \
                 it would excuse what a kind of authority does badly. Stretching every indicator between the best and the worst of the year: one authority \
                 would move all others, and no year could be set beside another. Geometric and harmonic means, other scales and other recording \
                 policies are run as alternatives; the table of choices above says by how many places each would move ranks.",
            ],
        ),
    ]
}
