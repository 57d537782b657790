//! What somebody who wrote a name may have meant.

/// How alike two names must be for one to be what was meant by the other (Jaro and Winkler's measure).
const ALIKE: f64 = 0.8;

/// What stands behind the name that is most like one that was written, where any is near enough; of equally
/// near ones the last.
pub(crate) fn nearest<K: AsRef<str>, T>(
    written: &str,
    names: impl IntoIterator<Item = (K, T)>,
) -> Option<T> {
    names
        .into_iter()
        .map(|(name, behind)| (strsim::jaro_winkler(written, name.as_ref()), behind))
        .filter(|(likeness, _)| *likeness > ALIKE)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, behind)| behind)
}
