//! Undoes what `.tools/build/pack.mjs` does to the core: a script carries text, and the core's file is bytes. A small
//! module of its own, since a cold loop in JS takes several milliseconds, and one in here less than one. `js/bytes.js`
//! puts the text into the memory, and takes the file from where it is left. Must never be given what the build has not
//! unpacked once.
/// Of the memory: here stands the text, …
const TEXT: usize = 0x1_0000;
/// … here the file is left, …
const FILE: usize = 0x8_0000;
/// … and here a function, until its size is known.
const FUNCTION: usize = 0xC_0000;

// The lines of the text.
const CODE: usize = 0;
const BYTES: usize = 1;
const LABELS: usize = 2;
const COUNTS: usize = 3;
const VARIABLES: usize = 4;
const LOADS: usize = 5;
const STORES: usize = 6;

// Operands of instructions. Before these come alignments, behind them lengths.
const NONE: usize = 4;
const END_OF_FUNCTION: usize = 5;
const BLOCK: usize = 6;
const VARIABLE: usize = 7;
const LABEL: usize = 8;
const NUMBER: usize = 9;
const FROM_0_UP: usize = 10;
const FROM_MINUS_1_DOWN: usize = 11;
const RARE: usize = 12;

const FIRST_STORE: u8 = 0x36;
const NO_TYPE: u8 = 0x40;

/// The code and the operand of each letter.
static mut CODES: [u8; 128] = [0; 128];
static mut OPERANDS: [u8; 128] = [0; 128];
/// How far each line has been read.
static mut READ: [usize; 7] = [0; 7];
/// How far the file or the function is.
static mut END: usize = 0;
/// A function's variables, those first that were used of late.
static mut RECENT: [u8; 256] = [0; 256];

/// The file is there; says where it ends.
#[no_mangle]
pub unsafe extern "C" fn unpack() -> usize {
    let mut at = TEXT;
    for line in CODE..=STORES {
        *read(line) = at;
        while *(at as *const u8) >= b' ' {
            at += 1;
        }
        at += 1;
    }
    for letter in 0..number(COUNTS) {
        *(&raw mut CODES as *mut u8).add(letter) = byte();
        *(&raw mut OPERANDS as *mut u8).add(letter) = number(COUNTS) as u8;
    }
    END = FILE;
    copy(number(COUNTS));
    for _ in 0..number(COUNTS) {
        let start = END;
        END = FUNCTION;
        function();
        let end = END;
        END = start;
        put_number(end - FUNCTION);
        for at in FUNCTION..end {
            put(*(at as *const u8));
        }
    }
    copy(number(COUNTS));
    END
}

unsafe fn function() {
    for variable in 0..256 {
        *recent(variable) = variable as u8;
    }
    let groups = number(COUNTS);
    put_number(groups);
    for _ in 0..groups {
        put_number(number(COUNTS));
        copy(1);
    }
    loop {
        let letter = number_letter(CODE);
        let code = *(&raw const CODES as *const u8).add(letter);
        let operand = usize::from(*(&raw const OPERANDS as *const u8).add(letter));
        if operand != RARE {
            put(code);
        }
        match operand {
            NONE => {}
            END_OF_FUNCTION => return,
            BLOCK => put(NO_TYPE),
            VARIABLE => put_number(variable(number(VARIABLES))),
            LABEL => put_number(number(LABELS)),
            NUMBER => put_number(number(CODE)),
            FROM_0_UP => put_signed(number(CODE) as isize),
            FROM_MINUS_1_DOWN => put_signed(!(number(CODE) as isize)),
            0..NONE => {
                put(operand as u8);
                put_number(number(LOADS + usize::from(code >= FIRST_STORE)) << operand);
            }
            _ => copy(if operand == RARE { number(CODE) } else { operand - RARE }),
        }
    }
}

/// Which variable was used so long ago.
unsafe fn variable(rank: usize) -> usize {
    let variable = *recent(rank);
    let mut at = rank;
    while at > rank / 4 {
        *recent(at) = *recent(at - 1);
        at -= 1;
    }
    *recent(at) = variable;
    variable as usize
}

unsafe fn recent(rank: usize) -> *mut u8 {
    (&raw mut RECENT as *mut u8).add(rank)
}

#[inline(never)]
unsafe fn put(byte: u8) {
    *(END as *mut u8) = byte;
    END += 1;
}

unsafe fn put_number(number: usize) {
    put_any(number as isize, 0);
}

unsafe fn put_signed(number: isize) {
    put_any(number, 64);
}

/// Seven bits in each byte, and the eighth in all but the last. Of a signed number the last one's upper bit is the sign.
unsafe fn put_any(mut number: isize, half: usize) {
    while (number as usize).wrapping_add(half) > 127 {
        put(number as u8 | 128);
        number >>= 7;
    }
    put(number as u8 & 127);
}

unsafe fn copy(length: usize) {
    for _ in 0..length {
        put(byte());
    }
}

/// Of the text of bytes: a printable letter, behind one that says which of its upper bits to flip.
unsafe fn byte() -> u8 {
    let mut byte = letter(BYTES);
    if byte > b'{' {
        byte = (byte - b'{') << 6 ^ letter(BYTES);
    }
    byte ^ (!byte & 32) << 1
}

unsafe fn number(line: usize) -> usize {
    let mut number = 0;
    loop {
        let digit = number_letter(line);
        if digit < 64 {
            return number * 64 + digit;
        }
        number = number * 24 + digit - 64;
    }
}

unsafe fn number_letter(line: usize) -> usize {
    usize::from(letter(line) - b'#')
}

#[inline(never)]
unsafe fn letter(line: usize) -> u8 {
    let at = *read(line);
    *read(line) += 1;
    *(at as *const u8)
}

unsafe fn read(line: usize) -> *mut usize {
    (&raw mut READ as *mut usize).add(line)
}
