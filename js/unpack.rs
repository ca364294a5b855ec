//! Undoes what `.tools/build/pack.mjs` does to the core: a script carries text, and the core's file is bytes. A small
//! module of its own, since a cold loop in JS takes several milliseconds, and one in here less than one. `js/bytes.js`
//! puts each text of the pack into a page of the memory, and takes the file from where it is left. Must never be given
//! what the build has not unpacked once.
/// Of the memory: 64 KB, and the room of one text.
const PAGE: usize = 0x1_0000;
/// Where the file is left.
const FILE: usize = 8 * PAGE;

// The texts, by their pages.
/// The byte of each letter, in hexadecimal digits.
const ALPHABET: usize = 1;
/// Instructions, with the operands that go with few others.
const CODE: usize = 2;
/// What is no instruction: runs, each behind its length.
const RUNS: usize = 3;
const LOCALS: usize = 4;
const OFFSETS: usize = 5;
const LABELS: usize = 6;

/// The alphabet is of these letters. One past them says that the next one's byte has other upper bits.
const FIRST: u8 = b' ';
const LAST: u8 = b'{';
/// In the place of an instruction that is not used: here goes a run. One without length is the end.
const RUN: u8 = 0x01;

/// The byte of each letter.
static mut BYTES: [u8; 128] = [0; 128];
/// How much of each text has been read.
static mut READ: [usize; 8] = [0; 8];
/// How far the file is.
static mut END: usize = FILE;

/// The file is there; says where it ends.
#[no_mangle]
pub unsafe extern "C" fn unpack() -> usize {
    for letter in FIRST..=LAST {
        BYTES[usize::from(letter)] = digit() << 4 | digit();
    }
    loop {
        let code = byte(CODE);
        if code == RUN {
            let length = byte(RUNS);
            if length == 0 {
                return END;
            }
            copy(RUNS, length);
            continue;
        }
        put(code);
        match code {
            // Blocks with their types, calls, globals, constants.
            0x02..=0x04 | 0x10 | 0x23 | 0x24 | 0x41 | 0x42 => number(CODE),
            0x0c | 0x0d => number(LABELS),
            0x20..=0x22 => number(LOCALS),
            // Loads and stores: the alignment, and the offset.
            0x28..=0x3e => {
                number(CODE);
                number(OFFSETS);
            }
            // A constant of 64 bits that is no number of this kind.
            0x44 => copy(RUNS, 8),
            _ => {}
        }
    }
}

unsafe fn copy(text: usize, length: u8) {
    for _ in 0..length {
        put(byte(text));
    }
}

/// One of any length: seven bits in each byte, and the eighth in all but the last.
unsafe fn number(text: usize) {
    while put(byte(text)) > 127 {}
}

unsafe fn put(byte: u8) -> u8 {
    *(END as *mut u8) = byte;
    END += 1;
    byte
}

#[inline(never)]
unsafe fn byte(text: usize) -> u8 {
    let mut of = letter(text);
    let mut flipped = 0;
    if of > LAST {
        flipped = (of - LAST) << 6;
        of = letter(text);
    }
    *(&raw const BYTES as *const u8).add(usize::from(of)) ^ flipped
}

unsafe fn digit() -> u8 {
    let digit = letter(ALPHABET);
    (digit & 15) + (digit >> 6) * 9
}

unsafe fn letter(text: usize) -> u8 {
    let read = (&raw mut READ as *mut usize).add(text);
    *read += 1;
    *((text * PAGE + *read - 1) as *const u8)
}
