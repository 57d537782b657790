//! Facts about the register, checked against what is known from elsewhere.

mod history;
mod own;
mod resolving;
mod tables;

use super::{AuthorityId, Register, Resolution};

fn built_in() -> &'static Register {
    Register::built_in()
}

/// The authority a text means; a test's text must mean one.
fn id(text: &str) -> AuthorityId {
    match built_in().resolve(text) {
        Resolution::Authority(id) => id,
        other => panic!("{text:?} is {other:?}"),
    }
}

fn dfe(text: &str) -> u16 {
    built_in().authority(id(text)).dfe_code.unwrap()
}
