//! What the wasm file exports: this side of the one door (`js/page.js` has the other). Only numbers cross, so that no
//! glue stands between. Must never hold the list while an engine runs: a handler may call any engine.

use std::cell::RefCell;
use std::rc::Rc;

use wasm_bindgen::prelude::*;

use super::Engine;

thread_local! {
    /// By their numbers. A freed one's place is given again.
    static ENGINES: RefCell<Vec<Option<Rc<Engine>>>> = const { RefCell::new(Vec::new()) };
}

/// A new engine's number, from 1. Takes the ids of its page and options.
#[wasm_bindgen]
pub fn open(page: i32, options: i32) -> i32 {
    let engine = Some(Rc::new(Engine::new(page, options)));
    let place = ENGINES.with_borrow_mut(|engines| {
        let free = engines.iter().position(Option::is_none);
        if let Some(place) = free.and_then(|place| engines.get_mut(place)) {
            *place = engine;
        } else {
            engines.push(engine);
        }
        free.unwrap_or(engines.len() - 1)
    });
    place as i32 + 1
}

/// See [`Engine::enter`].
#[wasm_bindgen]
pub fn enter(engine: i32, entry: u8, a: i32, b: i32, c: i32) -> i32 {
    let engine = ENGINES.with_borrow(|engines| engines.get(place(engine)).cloned().flatten());
    engine.map_or(0, |engine| engine.enter(entry, a, b, c))
}

/// The engine is gone, once nothing runs in it.
#[wasm_bindgen]
pub fn free(engine: i32) {
    let gone = ENGINES.with_borrow_mut(|engines| engines.get_mut(place(engine)).and_then(Option::take));
    drop(gone);
}

fn place(engine: i32) -> usize {
    engine.wrapping_sub(1) as usize
}
