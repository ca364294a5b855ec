//! Uploaded files.

use super::Store;
use rusqlite::{params, OptionalExtension, Result};

pub struct Media {
    pub mime: String,
    pub fname: String,
    pub bytes: Vec<u8>,
}

impl Store {
    pub fn add_media(&self, media_id: &str, media: &Media) -> Result<()> {
        let sql = "INSERT INTO media (media_id, mime, fname, bytes) VALUES (?, ?, ?, ?)";
        self.run(sql, params![media_id, media.mime, media.fname, media.bytes])?;
        Ok(())
    }

    pub fn media(&self, media_id: &str) -> Result<Option<Media>> {
        let sql = "SELECT mime, fname, bytes FROM media WHERE media_id = ?";
        self.one(sql, [media_id], |row| Ok(Media { mime: row.get(0)?, fname: row.get(1)?, bytes: row.get(2)? }))
            .optional()
    }

    pub fn has_media(&self, media_id: &str) -> Result<bool> {
        self.exists("SELECT 1 FROM media WHERE media_id = ?", [media_id])
    }
}
