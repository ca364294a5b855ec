//! MD5 as RFC 1321 has it: passwords are hashed with it, since servers know no other. One loop, which is small; what it
//! hashes is short. Must never be used for more than the wire asks for.

/// `floor(abs(sin(i)) * 2^32)` for i from 1: sines stand in no standard library of a browser's module.
const SINES: [u32; 64] = [
    0xd76a_a478,
    0xe8c7_b756,
    0x2420_70db,
    0xc1bd_ceee,
    0xf57c_0faf,
    0x4787_c62a,
    0xa830_4613,
    0xfd46_9501,
    0x6980_98d8,
    0x8b44_f7af,
    0xffff_5bb1,
    0x895c_d7be,
    0x6b90_1122,
    0xfd98_7193,
    0xa679_438e,
    0x49b4_0821,
    0xf61e_2562,
    0xc040_b340,
    0x265e_5a51,
    0xe9b6_c7aa,
    0xd62f_105d,
    0x0244_1453,
    0xd8a1_e681,
    0xe7d3_fbc8,
    0x21e1_cde6,
    0xc337_07d6,
    0xf4d5_0d87,
    0x455a_14ed,
    0xa9e3_e905,
    0xfcef_a3f8,
    0x676f_02d9,
    0x8d2a_4c8a,
    0xfffa_3942,
    0x8771_f681,
    0x6d9d_6122,
    0xfde5_380c,
    0xa4be_ea44,
    0x4bde_cfa9,
    0xf6bb_4b60,
    0xbebf_bc70,
    0x289b_7ec6,
    0xeaa1_27fa,
    0xd4ef_3085,
    0x0488_1d05,
    0xd9d4_d039,
    0xe6db_99e5,
    0x1fa2_7cf8,
    0xc4ac_5665,
    0xf429_2244,
    0x432a_ff97,
    0xab94_23a7,
    0xfc93_a039,
    0x655b_59c3,
    0x8f0c_cc92,
    0xffef_f47d,
    0x8584_5dd1,
    0x6fa8_7e4f,
    0xfe2c_e6e0,
    0xa301_4314,
    0x4e08_11a1,
    0xf753_7e82,
    0xbd3a_f235,
    0x2ad7_d2bb,
    0xeb86_d391,
];
const SHIFTS: [[u32; 4]; 4] = [[7, 12, 17, 22], [5, 9, 14, 20], [4, 11, 16, 23], [6, 10, 15, 21]];

/// The digest in hexadecimal digits.
pub fn hex(text: &[u8]) -> String {
    let mut padded = text.to_vec();
    padded.push(0x80);
    while padded.len() % 64 != 56 {
        padded.push(0);
    }
    padded.extend_from_slice(&(text.len() as u64).wrapping_mul(8).to_le_bytes());
    let mut state = [0x6745_2301, 0xefcd_ab89, 0x98ba_dcfe, 0x1032_5476];
    padded.chunks_exact(64).for_each(|block| mix(&mut state, block));
    let bytes = state.into_iter().flat_map(u32::to_le_bytes);
    bytes.flat_map(|byte| [byte >> 4, byte & 15]).filter_map(|digit| char::from_digit(digit.into(), 16)).collect()
}

fn mix(state: &mut [u32; 4], block: &[u8]) {
    let [mut a, mut b, mut c, mut d] = *state;
    let steps = SHIFTS
        .iter()
        .enumerate()
        .flat_map(|(round, shifts)| shifts.iter().cycle().take(16).map(move |shift| (round, *shift)));
    for ((at, sine), (round, shift)) in (0usize..).zip(SINES).zip(steps) {
        let (mixed, place) = match round {
            0 => ((b & c) | (!b & d), at),
            1 => ((d & b) | (!d & c), at.wrapping_mul(5).wrapping_add(1)),
            2 => (b ^ c ^ d, at.wrapping_mul(3).wrapping_add(5)),
            _ => (c ^ (b | !d), at.wrapping_mul(7)),
        };
        let word =
            block.chunks_exact(4).nth(place % 16).and_then(|word| word.try_into().ok()).map_or(0, u32::from_le_bytes);
        let turned = a.wrapping_add(mixed).wrapping_add(word).wrapping_add(sine).rotate_left(shift);
        (a, b, c, d) = (d, b.wrapping_add(turned), b, c);
    }
    for (sum, more) in state.iter_mut().zip([a, b, c, d]) {
        *sum = sum.wrapping_add(more);
    }
}

#[cfg(test)]
mod tests {
    use super::hex;

    #[test]
    fn digests_of_the_rfc() {
        let hex = |text: &str| hex(text.as_bytes());
        assert_eq!(hex(""), "d41d8cd98f00b204e9800998ecf8427e");
        assert_eq!(hex("abc"), "900150983cd24fb0d6963f7d28e17f72");
        assert_eq!(hex("message digest"), "f96b697d7cb7938d525a2f31aaf161d0");
        assert_eq!(
            hex("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"),
            "d174ab98d277d9f5a5611c2c9f419d9f"
        );
        assert_eq!(hex(&"1234567890".repeat(8)), "57edf4a22be3c955ac49da2e2107b67a");
    }

    #[test]
    fn lengths_around_a_block() {
        let head = |length| hex(&vec![b'a'; length])[..8].to_owned();
        assert_eq!(
            [55, 56, 57, 63, 64, 65].map(head),
            ["ef1772b6", "3b0c8ac7", "652b906d", "b06521f3", "014842d4", "c743a45e"]
        );
    }
}
