//! Compares what was seen in a step with what the scenario expects. What is free is taken out on both sides: the text
//! of thrown errors, a rid in onAck's argument, and fields that hold nothing.

use std::collections::HashMap;

use serde_json::{json, Value};

/// Rids by the order of their appearance in a scenario, as the recordings name them.
#[derive(Default)]
pub struct Names(HashMap<u64, String>);

impl Names {
    /// The step's frames and page entries with their rids renamed.
    pub fn mask(&mut self, mut seen: Value) -> Value {
        self.walk(&mut seen["frames"]);
        self.walk(&mut seen["page"]);
        seen
    }

    fn walk(&mut self, value: &mut Value) {
        match value {
            Value::Array(items) => items.iter_mut().for_each(|item| self.walk(item)),
            Value::Object(fields) => fields.iter_mut().for_each(|(name, field)| match (name.as_str(), &*field) {
                ("rid", Value::Number(rid)) => *field = self.name(rid.as_u64().unwrap()),
                _ => self.walk(field),
            }),
            _ => {}
        }
    }

    fn name(&mut self, rid: u64) -> Value {
        let next = self.0.len() + 1;
        Value::from(self.0.entry(rid).or_insert_with(|| format!("$rid{next}")).as_str())
    }
}

/// What differs in this step, if anything: each part must be as expected, or as one of the alternatives has it.
pub fn difference(step: &Value, expect: &Value, seen: &Value) -> Option<String> {
    ["frames", "page", "uploads"].into_iter().find_map(|part| {
        let (want, got) = (loosen(&expect[part]), loosen(&seen[part]));
        let alternatives = step["also"].as_array().into_iter().flatten();
        let accepted = want == got || alternatives.into_iter().any(|other| loosen(&other[part]) == got);
        (!accepted).then(|| format!("  {part} want {want}\n  {part} got  {got}"))
    })
}

fn loosen(part: &Value) -> Value {
    let entries = part.as_array().into_iter().flatten();
    entries.map(|entry| without_nothings(&without_free(entry.clone()))).collect()
}

fn without_free(mut entry: Value) -> Value {
    if entry["threw"].is_string() {
        entry["message"] = Value::Null;
    }
    if entry["cb"].as_str().is_some_and(|cb| cb.ends_with(".ack")) {
        entry["args"][0]["rid"] = Value::Null;
    }
    // An upload is compared by what the core decides of it.
    if entry["parts"].is_array() {
        entry =
            json!({"type": entry["type"], "x-app-key": entry["x-app-key"], "authorization": entry["authorization"]});
    }
    entry
}

fn without_nothings(value: &Value) -> Value {
    match value {
        Value::Array(items) => items.iter().map(without_nothings).collect(),
        Value::Object(fields) => {
            let there = fields.iter().filter(|(_, field)| !field.is_null());
            there.map(|(name, field)| (name.clone(), without_nothings(field))).collect()
        }
        other => other.clone(),
    }
}
