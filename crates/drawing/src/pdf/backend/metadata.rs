//! Metadata: title, publisher and date, and the claim to be PDF/UA-1.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use lopdf::{Object, ObjectId, Stream, dictionary};

use crate::document::Document;

use super::file::{File, text_string};

/// Writes the metadata, once in the old form and once in the new, and returns the new.
pub(crate) fn write(file: &mut File, document: &Document) -> ObjectId {
    let mut info = dictionary! {
        "Title" => text_string(&document.title),
    };
    for (key, value) in [
        ("Producer", &document.producer),
        ("Author", author(document)),
        ("Subject", &document.subject),
    ] {
        if !value.is_empty() {
            info.set(key, text_string(value));
        }
    }
    if let Some(created) = document.created {
        let date = formatted(created, "D:%Y%m%d%H%M%SZ");
        info.set("CreationDate", Object::string_literal(date.as_str()));
        info.set("ModDate", Object::string_literal(date));
    }
    let info = file.inner.add_object(info);
    file.inner.trailer.set("Info", info);
    let header = dictionary! { "Type" => "Metadata", "Subtype" => "XML" };
    let packet = Stream::new(header, packet(document).into_bytes()).with_compression(false);
    file.inner.add_object(packet)
}

/// Who publishes it, or what made it.
fn author(document: &Document) -> &String {
    if document.publisher.is_empty() {
        &document.producer
    } else {
        &document.publisher
    }
}

fn formatted(moment: Timestamp, format: &str) -> String {
    moment.to_zoned(TimeZone::UTC).strftime(format).to_string()
}

/// The metadata as XMP.
fn packet(document: &Document) -> String {
    let mut packet = String::from(HEAD);
    let title = escaped(&document.title);
    packet += &format!(
        "<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">{title}</rdf:li></rdf:Alt></dc:title>\n"
    );
    packet += &format!(
        "<dc:language><rdf:Bag><rdf:li>{}</rdf:li></rdf:Bag></dc:language>\n",
        escaped(&document.language)
    );
    if !author(document).is_empty() {
        let author = escaped(author(document));
        packet +=
            &format!("<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>\n");
    }
    if !document.subject.is_empty() {
        let subject = escaped(&document.subject);
        packet += &format!(
            "<dc:description><rdf:Alt><rdf:li xml:lang=\"x-default\">{subject}</rdf:li></rdf:Alt></dc:description>\n"
        );
    }
    if !document.producer.is_empty() {
        let producer = escaped(&document.producer);
        packet += &format!("<pdf:Producer>{producer}</pdf:Producer>\n");
    }
    if let Some(created) = document.created {
        let date = formatted(created, "%Y-%m-%dT%H:%M:%SZ");
        packet += &format!(
            "<xmp:CreateDate>{date}</xmp:CreateDate>\n<xmp:ModifyDate>{date}</xmp:ModifyDate>\n"
        );
    }
    packet + TAIL
}

const HEAD: &str = "<?xpacket begin=\"\u{feff}\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n\
    <x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n\
    <rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n\
    <rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" \
    xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\" xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\" \
    xmlns:pdfuaid=\"http://www.aiim.org/pdfua/ns/id/\">\n\
    <pdfuaid:part>1</pdfuaid:part>\n";
const TAIL: &str = "</rdf:Description>\n</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"r\"?>";

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_a_publisher_the_program_is_the_author() {
        let mut document = Document::new("Title");
        assert!(!packet(&document).contains("dc:creator"));
        document.producer = "program 1 & 2".into();
        assert!(packet(&document).contains("<dc:creator><rdf:Seq><rdf:li>program 1 &amp; 2<"));
        document.publisher = "Ministry".into();
        assert!(packet(&document).contains("<rdf:li>Ministry</rdf:li></rdf:Seq></dc:creator>"));
    }
}
