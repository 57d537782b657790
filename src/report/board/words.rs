//! The list of words at the end of a report to a board: those that both reports use.

use super::super::figure::Passage;

const WORDS: [(&str, &str); 8] = [
    (
        "Away from placement without authorisation",
        "The carer knows where the child is, though the child should not be there. It is recorded apart and is not counted as \
         missing.",
    ),
    (
        "England, region, neighbours",
        "England and the region are all their authorities added up, or the middle one where they cannot be. Statistical neighbours \
         are the authorities most like this one by their people; the figure is the middle one of theirs.",
    ),
    (
        "Missing",
        "A child is not where he or she should be, and nobody knows where. Counted is what the authority recorded so.",
    ),
    (
        "Not clearly different, higher, lower",
        "“Higher” and “lower” are said only where the difference is larger than chance and the usual differences between authorities \
         explain in 95 of 100 cases. “Not clearly different” does not mean “the same”.",
    ),
    (
        "Out of area, outside",
        "The placement lies in the area of another authority than the one responsible for the child. The inquiry into children missing from \
         care called such a child a “cross-boundary child in care”.",
    ),
    (
        "Unaccompanied child",
        "A child who came to this country to seek asylum without a parent or carer.",
    ),
    (
        "Withheld, not given, none",
        "Withheld: known, but a small number that could point at a child, or would tell one that could. Not given: nobody sent it. \
         None: it was counted, and there is none.",
    ),
    (
        "Year",
        "From 1 April to 31 March. “On 31 March” is about the children looked after on that day; all else about the whole year.",
    ),
];

/// Words with what they mean.
pub(in crate::report) fn words_of_boards() -> Vec<Passage> {
    let all = WORDS.into_iter();
    all.map(|(word, meaning)| Passage::new(word, [meaning]))
        .collect()
}
