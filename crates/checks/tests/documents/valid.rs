//! The rules of PDF/UA-1.

use page_validation::{ValidationOptions, ValidationProfile, validate_pdf_bytes};

/// The rules a file breaks.
pub(crate) fn faults(bytes: &[u8]) -> Vec<String> {
    let options = ValidationOptions::default().profile(ValidationProfile::PdfUa1);
    match validate_pdf_bytes(bytes, &options) {
        Ok(report) => {
            let failures = report.failures.iter();
            failures
                .map(|failure| format!("{} {}", failure.rule_id, failure.message))
                .collect()
        }
        Err(error) => vec![error.to_string()],
    }
}
