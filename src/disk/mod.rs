//! The disk: folders read as named bytes, and named bytes written as folders, whole or not at all.
//!
//! Apart from the command line this is the only room that touches a disk.

mod exchange;
mod folder;
mod given;
mod interrupt;
mod listing;
mod made_up;
mod new;
mod publication;
mod refused;
mod scaffold;
mod standing;
mod steps;
mod whole;

pub use folder::Folder;
pub use given::given;
pub(crate) use given::size_of;
pub(crate) use interrupt::stop;
pub use made_up::write_sample;
pub use new::{NewFolderError, write_new, write_starter};
pub use publication::{
    apart, publish, publish_authority, publish_board, publish_joint_statement,
    write_placing_letters, write_request,
};
pub use standing::{Standing, standing};
