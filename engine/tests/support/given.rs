//! Room for what a host passes, shared by the tests, the bench and the fuzz target of the interface.

use superbill_engine as engine;

/// What a host passes: bytes in room from `alloc`.
pub struct Given(pub *mut u8, pub u32);

impl Given {
    /// Room with these bytes.
    pub fn new(bytes: &[u8]) -> Given {
        let address = engine::alloc(bytes.len() as u32);
        assert!(!address.is_null());
        // SAFETY: the room is as long as the bytes.
        unsafe { std::ptr::copy_nonoverlapping(bytes.as_ptr(), address, bytes.len()) }
        Given(address, bytes.len() as u32)
    }
}

impl Drop for Given {
    fn drop(&mut self) {
        // SAFETY: it is from `alloc` with this length.
        unsafe { engine::free(self.0, self.1) }
    }
}
