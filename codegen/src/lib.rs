pub mod diagnostic;
pub mod document;
pub mod load;
pub mod source;
