//! The bundle's allocator: blocks are powers of two, and one that was given back waits for the next that wants as much. A
//! few instructions either way, however much is in use. Must never give a block to two owners.
//!
//! Why no library: the smallest whose cost does not grow, rlsf, is 260 bytes more over the wire, 1 % of the script.
//! lol_alloc, 90 bytes more, looks through all that was given back: with 10,000 conversations a message cost half as much
//! again.
#![allow(unsafe_code)]
// No data gets there.
#![allow(clippy::arithmetic_side_effects, clippy::indexing_slicing)]

use std::alloc::{GlobalAlloc, Layout};
use std::cell::Cell;
use std::ptr::null_mut;

/// What memory grows by, in bytes.
const PAGE: usize = 1 << 16;
/// Room for a link, and aligned for every type that the core has.
const SMALLEST: usize = 8;

#[cfg(target_arch = "wasm32")]
#[global_allocator]
static HEAP: Heap = Heap::new();

const POWERS: usize = usize::BITS as usize;

struct Heap {
    /// Of each power of two the block that was given back last.
    returned: [Cell<*mut Returned>; POWERS],
    /// Where what was never given out begins, and where it ends.
    fresh: Cell<usize>,
    end: Cell<usize>,
}

/// What a block that was given back begins with.
struct Returned {
    before: *mut Returned,
}

// SAFETY: the module's memory is not shared, so there is one thread.
unsafe impl Sync for Heap {}

// SAFETY: a block is in a list from when it is given back until it is given out, and what was never given out is nobody's.
// A block has the room of its power of two, and begins at a multiple of the smallest; who wants it aligned to more gets
// none.
unsafe impl GlobalAlloc for Heap {
    #[inline(never)]
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        let size = size_of(layout);
        let last = self.last_returned(size);
        let block = last.get();
        if layout.align() > SMALLEST {
            null_mut()
        } else if block.is_null() {
            self.give_fresh(size)
        } else {
            last.set(unsafe { (*block).before });
            block.cast()
        }
    }

    #[inline(never)]
    unsafe fn dealloc(&self, at: *mut u8, layout: Layout) {
        let block = at.cast::<Returned>();
        let before = self.last_returned(size_of(layout)).replace(block);
        unsafe { (*block).before = before };
    }
}

impl Heap {
    const fn new() -> Self {
        Heap { returned: [const { Cell::new(null_mut()) }; POWERS], fresh: Cell::new(0), end: Cell::new(0) }
    }

    fn last_returned(&self, size: usize) -> &Cell<*mut Returned> {
        &self.returned[size.trailing_zeros() as usize]
    }

    fn give_fresh(&self, size: usize) -> *mut u8 {
        if self.end.get() - self.fresh.get() < size {
            let room = size.next_multiple_of(PAGE);
            let Some(grown) = grow(room / PAGE) else { return null_mut() };
            self.fresh.set(grown);
            self.end.set(grown + room);
        }
        self.fresh.replace(self.fresh.get() + size) as *mut u8
    }
}

fn size_of(layout: Layout) -> usize {
    layout.size().max(SMALLEST).next_power_of_two()
}

/// So many pages more: the address of the first.
#[cfg(target_arch = "wasm32")]
fn grow(pages: usize) -> Option<usize> {
    let before = core::arch::wasm32::memory_grow::<0>(pages);
    (before != usize::MAX).then_some(before * PAGE)
}

/// The same of the system's, for the tests.
#[cfg(not(target_arch = "wasm32"))]
fn grow(pages: usize) -> Option<usize> {
    let room = Layout::from_size_align(pages * PAGE, PAGE).ok()?;
    Some(unsafe { std::alloc::System.alloc(room) } as usize).filter(|grown| *grown != 0)
}

#[cfg(test)]
mod tests;
