//! The answer of a call: buffers behind a header, in one piece of memory that the host frees.

use serde::Serialize;
use std::alloc::{Layout, LayoutError};
use superbill::Error;

/// Why a call could not be done: a stable name, and what to do.
#[derive(Debug, Serialize)]
pub struct Failed {
    code: &'static str,
    message: String,
}

impl Failed {
    pub(crate) fn new(code: &'static str, message: &str) -> Failed {
        Failed {
            code,
            message: message.to_owned(),
        }
    }
}

impl From<Error> for Failed {
    fn from(error: Error) -> Failed {
        Failed::new(error.code().as_str(), error.message())
    }
}

/// Every piece that crosses lies at a multiple of this.
const ALIGN: usize = 8;

/// Of pieces that cross; an empty one takes a byte, so that it has an address.
pub(crate) fn layout(len: usize) -> Result<Layout, LayoutError> {
    Layout::from_size_align(len.max(1), ALIGN)
}

/// Buffers that go back to the host; lib.rs says how they lie.
#[derive(Debug)]
pub struct Answer {
    failed: bool,
    buffers: Vec<Vec<u8>>,
}

impl Answer {
    pub(crate) fn new(buffers: Vec<Vec<u8>>) -> Answer {
        Answer {
            failed: false,
            buffers,
        }
    }

    /// One buffer of JSON.
    pub(crate) fn json<T: Serialize + ?Sized>(value: &T) -> Result<Answer, Failed> {
        let text = serde_json::to_vec(value).map_err(|_| {
            crate::options::bad("an answer could not be written as JSON; please report this")
        })?;
        Ok(Answer::new(vec![text]))
    }

    pub(crate) fn failed(why: &Failed) -> Answer {
        Answer {
            failed: true,
            buffers: vec![serde_json::to_vec(why).unwrap_or_default()],
        }
    }

    /// As the host reads it.
    pub fn to_bytes(&self) -> Vec<u8> {
        let header = 4 * (3 + 2 * self.buffers.len());
        let mut at = header.next_multiple_of(ALIGN);
        let mut places = Vec::with_capacity(self.buffers.len());
        for buffer in &self.buffers {
            places.push((at, buffer.len()));
            at = (at + buffer.len()).next_multiple_of(ALIGN);
        }
        if u32::try_from(at).is_err() {
            // 4 GB cannot be told in 32 bits: fewer rows a call will do.
            let why = crate::options::bad("the answer is over 4 GB; pass fewer rows at once");
            return Answer::failed(&why).to_bytes();
        }
        let mut out = Vec::with_capacity(at);
        let mut put = |n: usize| out.extend((n as u32).to_le_bytes());
        put(at);
        put(usize::from(self.failed));
        put(self.buffers.len());
        for (from, len) in &places {
            put(*from);
            put(*len);
        }
        for (buffer, (from, _)) in self.buffers.iter().zip(&places) {
            out.resize(*from, 0);
            out.extend_from_slice(buffer);
        }
        out.resize(at, 0);
        out
    }

    /// Hands the answer to the host, which gives it back with `free`; 0 when there is no memory for it.
    pub(crate) fn leak(self) -> *mut u8 {
        let bytes = self.to_bytes();
        let address = crate::alloc(bytes.len() as u32);
        if !address.is_null() {
            // SAFETY: the room is new and as long as the bytes.
            unsafe { std::ptr::copy_nonoverlapping(bytes.as_ptr(), address, bytes.len()) }
        }
        address
    }
}
