//! What a page says to portals and search engines about the data that it offers: a Dataset of schema.org.

use serde_json::{Value, json};

use crate::report::{DataFile, LeagueTable};

/// The data of a publication; none of an internal one, which is for no portal.
pub(super) fn dataset(model: &LeagueTable) -> Option<Value> {
    let (frame, offered) = (&model.standings.frame, &model.offered);
    if !offered.is_public {
        return None;
    }
    let mut dataset = json!({
        "@context": "https://schema.org",
        "@type": "Dataset",
        "name": format!("{}: {}", frame.title, frame.period),
        "description": format!("{} {}", model.standings.headline, offered.description),
        "inLanguage": "en-GB",
        "isAccessibleForFree": true,
        "keywords": keywords(frame.about_children),
        "temporalCoverage": format!("{}/{}", offered.from, offered.to),
        "spatialCoverage": {"@type": "Place", "name": "England"},
        "variableMeasured": offered.measured,
        "distribution": offered.files.iter().map(download).collect::<Vec<Value>>(),
    });
    if let Some(licence) = &frame.licence {
        dataset["license"] = json!(licence.url);
    }
    if !frame.acknowledgements.is_empty() {
        dataset["creditText"] = json!(frame.acknowledgements.join(" "));
    }
    if let Some(publisher) = &frame.publisher {
        let mut who = json!({"@type": "Organization", "name": publisher});
        if let Some(contact) = &frame.contact {
            who["contactPoint"] = json!({"@type": "ContactPoint", "description": contact});
        }
        dataset["creator"] = who.clone();
        dataset["publisher"] = who;
    }
    if let Some(released) = &frame.released {
        dataset["datePublished"] = json!(released.iso);
    }
    Some(dataset)
}

fn keywords(about_children: bool) -> &'static [&'static str] {
    if about_children {
        &[
            "children looked after",
            "missing children",
            "local authorities",
        ]
    } else {
        &["scorecard", "league table"]
    }
}

fn download(file: &DataFile) -> Value {
    json!({
        "@type": "DataDownload",
        "name": file.title,
        "encodingFormat": file.media,
        "contentUrl": file.path,
    })
}
