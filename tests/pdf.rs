//! The PDF writer as a whole: valid, complete and reproducible.

mod pdf_support;

use care_scorecard::render::pdf;
use page_validation::{ValidationOptions, ValidationProfile, validate_pdf_bytes};
use pdf_support::{report, rich};

#[test]
fn a_rich_document_is_valid_pdf_ua() {
    let mut landscape = rich();
    landscape.landscape = true;
    landscape.marking = Some("OFFICIAL-SENSITIVE".into());
    for (name, document) in [
        ("rich", rich()),
        ("landscape", landscape),
        ("report", report()),
    ] {
        let bytes = pdf::write(&document).unwrap();
        if let Ok(folder) = std::env::var("PDF_SAMPLES") {
            std::fs::write(format!("{folder}/{name}.pdf"), &bytes).unwrap();
        }
        let options = ValidationOptions::default().profile(ValidationProfile::PdfUa1);
        let report = validate_pdf_bytes(&bytes, &options).unwrap();
        assert!(report.failures.is_empty(), "{name}: {:#?}", report.failures);
    }
}
