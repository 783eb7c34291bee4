//! The claim form's small code lists, in our own wording.
