//! Chat rooms: entering, leaving, talking.

use crate::store::Store;

const SEEDED: [(&str, &str); 5] = [
    ("Lobby", "Where everyone meets"),
    ("Music", "What are you listening to?"),
    ("Football", "Scores and excuses"),
    ("Cooking", "Recipes that worked"),
    ("Night owls", "For those who cannot sleep"),
];

/// A few rooms for each app: pages have no way to make one.
pub fn seed(store: &Store, first_id: i64, appkey: &str) -> rusqlite::Result<()> {
    for (id, (name, description)) in (first_id..).zip(SEEDED) {
        store.seed_room(id, appkey, name, description)?;
    }
    Ok(())
}
