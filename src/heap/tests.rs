use super::*;

/// Marsaglia's xorshift.
struct Rng(u32);

impl Rng {
    fn draw(&mut self) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 17;
        self.0 ^= self.0 << 5;
        self.0 as usize
    }

    /// How much is asked for: mostly little, sometimes more than a page.
    fn size(&mut self) -> usize {
        1 + self.draw() % (1 << (1 + self.draw() % 17))
    }
}

struct Given {
    at: *mut u8,
    layout: Layout,
    mark: u8,
}

impl Given {
    fn new(heap: &Heap, size: usize, align: usize, mark: u8) -> Self {
        let layout = Layout::from_size_align(size, align).unwrap();
        let at = unsafe { heap.alloc(layout) };
        assert!(!at.is_null() && at as usize % align == 0, "{layout:?} at {at:?}");
        unsafe { at.write_bytes(mark, size) };
        Given { at, layout, mark }
    }

    fn give_back(self, heap: &Heap) {
        let bytes = unsafe { std::slice::from_raw_parts(self.at, self.layout.size()) };
        assert!(bytes.iter().all(|byte| *byte == self.mark), "somebody else wrote to {:?}", self.layout);
        unsafe { heap.dealloc(self.at, self.layout) };
    }
}

#[test]
fn no_two_owners_share_a_byte() {
    let (heap, mut rng) = (Heap::new(), Rng(7));
    let mut given = Vec::new();
    for turn in 0..5_000 {
        if given.len() < 200 && rng.draw() % 2 == 0 {
            given.push(Given::new(&heap, rng.size(), 1 << (rng.draw() % 4), turn as u8));
        } else if !given.is_empty() {
            given.swap_remove(rng.draw() % given.len()).give_back(&heap);
        }
    }
    given.into_iter().for_each(|each| each.give_back(&heap));
}

#[test]
fn what_is_given_back_is_given_out_again() {
    let (heap, mut rng) = (Heap::new(), Rng(8));
    let sizes: Vec<_> = (0..200).map(|_| rng.size()).collect();
    let mut room = None;
    for _ in 0..20 {
        let given: Vec<_> = sizes.iter().map(|size| Given::new(&heap, *size, 8, 1)).collect();
        given.into_iter().for_each(|each| each.give_back(&heap));
        let reached = (heap.fresh.get(), heap.end.get());
        assert_eq!(*room.get_or_insert(reached), reached);
    }
}

#[test]
fn what_asks_for_a_larger_alignment_gets_none_and_harms_nobody() {
    let heap = Heap::new();
    let block = Given::new(&heap, 64, 8, 1);
    assert!(unsafe { heap.alloc(Layout::from_size_align(64, 16).unwrap()) }.is_null());
    block.give_back(&heap);
    Given::new(&heap, 64, 8, 2).give_back(&heap);
}
