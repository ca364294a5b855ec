//! A local JMessage server: wiring only.

mod args;
mod codes;
mod config;
mod domain;
mod faults;
mod http;
mod sign;
mod socket;
mod store;
mod wire;
mod world;

use anyhow::Context;
use clap::Parser;
use config::Config;
use store::Store;
use tokio::net::TcpListener;
use wire::{Wire, Wires};
use world::App;

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let config = Config::parse();
    let store = Store::open(&config.db).with_context(|| format!("cannot open {}", config.db))?;
    for (first_room, appkey) in [1001, 2001].into_iter().zip(config.appkeys()) {
        domain::rooms::seed(&store, first_room, appkey)?;
    }
    let listener = TcpListener::bind(("127.0.0.1", config.port))
        .await
        .with_context(|| format!("cannot listen on port {}", config.port))?;
    let address = listener.local_addr()?;
    let router = http::router(App::new(config, store));
    println!("listening on http://{address}");
    let service = router.into_make_service_with_connect_info::<Wire>();
    axum::serve(Wires(listener), service).await?;
    Ok(())
}
