//! A weights file with what a form says.

use crate::config::DEFAULT_TEXT;
use crate::desk::asked::Form;
use crate::desk::settings::{Takes, keys, set, value};

/// Whether two values mean the same: 25 and 25.0 do.
pub(super) fn is_same(one: &str, other: &str) -> bool {
    let numbers = (one.parse::<f64>(), other.parse::<f64>());
    one == other || matches!(numbers, (Ok(one), Ok(other)) if one == other)
}

/// The text with what a form says; only what it says otherwise is changed.
pub(super) fn filled_in(text: &str, form: &Form) -> String {
    let mut out = with_tree(text);
    let boxes = form.all("box");
    for key in keys() {
        let name = &key.path;
        let is = value(&out, name)
            .or_else(|| value(DEFAULT_TEXT, name))
            .unwrap_or_default();
        // A box that is not ticked is not sent: that it was on the page is.
        let has_box = boxes.contains(name);
        let typed = match key.takes {
            Takes::Flag if has_box => (form.field(name) == "true").to_string(),
            Takes::Words if has_box => form.all(name).join(", "),
            Takes::Flag => continue,
            _ if form.has(name) => form.field(name).to_owned(),
            _ => continue,
        };
        if !is_same(&typed, &is) {
            out = set(&out, name, key.takes.written(&typed).as_deref());
        }
    }
    for (name, typed) in form.starting_with("domain.") {
        let takes = match name.rsplit('.').next() {
            Some("reason") => Takes::Text,
            _ => Takes::Number,
        };
        let is = value(&out, name).unwrap_or_default();
        if !is_same(typed.trim(), &is) {
            out = set(&out, name, takes.written(typed).as_deref());
        }
    }
    for name in form.all("tick") {
        let on = form.field(&format!("on.{name}")) == "true";
        if value(&out, &name).unwrap_or_else(|| "false".to_owned()) != on.to_string() {
            out = set(&out, &name, Some(if on { "true" } else { "false" }));
        }
    }
    out
}

/// The text with the tree of weights that ships, where it has none and so means that.
fn with_tree(text: &str) -> String {
    if value(text, "domain.0.code").is_some() {
        return text.to_owned();
    }
    let from = DEFAULT_TEXT.find("[[domain]]").unwrap_or(0);
    let to = DEFAULT_TEXT.find("[[apart]]").unwrap_or(DEFAULT_TEXT.len());
    let tree = DEFAULT_TEXT.get(from..to).unwrap_or_default();
    // Comments at its end are about what follows there.
    let tree = tree.trim_end_matches(|c| c != '\n').trim_end();
    let last = tree.rfind("\n\n#").unwrap_or(tree.len());
    format!(
        "{}\n\n{}\n",
        text.trim_end(),
        tree.get(..last).unwrap_or(tree)
    )
}
