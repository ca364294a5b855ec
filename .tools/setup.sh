# What the project needs on a machine, as functions for examples/run and tests/run to call after sourcing this file.
# Each looks first, installs only what is missing, and says so. None may touch what the machine has already.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
tools=$root/target/tools # programs of our own versions, out of the way of the machine's
export PATH="$tools/bin:$PATH:${CARGO_HOME:-$HOME/.cargo}/bin"

say() { printf '== %s\n' "$*"; }
stop() { printf '\nset-up: %s\n' "$*" >&2; exit 1; }
has() { command -v "$1" >/dev/null 2>&1; }

need_node() {
  has node && has npm || stop "Node.js is missing: install Node.js 20.11 or newer, with npm, and run this again."
  node -e 'const [major, minor] = process.versions.node.split("."); process.exit(major > 20 || (major == 20 && minor >= 11) ? 0 : 1)' ||
    stop "Node.js $(node --version) is too old: install 20.11 or newer and run this again."
}

need_npm_packages() {
  need_node
  # npm writes the inner lock last, so it is newer than ours exactly if that is what was installed.
  [ "$root/.tools/node_modules/.package-lock.json" -nt "$root/.tools/package-lock.json" ] && return
  say "Installing the build's and tests' npm packages into .tools/node_modules"
  npm ci --prefix "$root/.tools" --loglevel=error ||
    stop "npm could not install the packages of .tools/package-lock.json: see above, check the network and run this again."
}

need_rust() {
  has cargo && has rustc || stop "Rust is missing: install it with rustup (Rust 1.85 or newer) and run this again."
  has cc || install_debian_packages "a C compiler and linker, which cargo calls" gcc libc6-dev
}

need_wasm_target() {
  need_rust
  [ -d "$(rustc --print target-libdir --target wasm32-unknown-unknown)" ] && return
  say "Adding Rust's wasm32-unknown-unknown target"
  has rustup && rustup target add wasm32-unknown-unknown ||
    stop "Rust's wasm32-unknown-unknown target is missing and could not be added: see above, or install it as your Rust was installed."
}

# Where usize has 32 bits, as it has in wasm.
need_32_bits() {
  need_rust
  if ! echo 'int main() {}' | cc -m32 -x c - -o /dev/null 2>/dev/null; then
    install_debian_packages "a linker for 32 bits" gcc-multilib
  fi
  [ -d "$(rustc --print target-libdir --target i686-unknown-linux-gnu)" ] && return
  say "Adding Rust's i686-unknown-linux-gnu target"
  has rustup && rustup target add i686-unknown-linux-gnu ||
    stop "Rust's i686-unknown-linux-gnu target is missing and could not be added: see above, or install it as your Rust was installed."
}

# Optional: with it the standard library is built for size, and the bundle is about 3 KB smaller.
want_rust_src() {
  need_rust
  [ -f "$(rustc --print sysroot)/lib/rustlib/src/rust/library/Cargo.lock" ] && return
  say "Adding Rust's sources, for a smaller bundle"
  has rustup && rustup component add rust-src ||
    say "They could not be added: the bundle will be about 3 KB larger, and is otherwise the same"
}

# The program and the crate must be of one version exactly.
need_wasm_bindgen() {
  need_rust
  local version
  version=$(sed -n '/^name = "wasm-bindgen"$/{n;s/version = "\(.*\)"/\1/p;}' "$root/Cargo.lock")
  [ -n "$version" ] || stop "Cargo.lock names no wasm-bindgen: run 'cargo generate-lockfile' and run this again."
  need_cargo_program wasm-bindgen wasm-bindgen-cli "$version"
}

need_wasm_pack() { need_cargo_program wasm-pack wasm-pack 0.15.1; }

# need_cargo_program PROGRAM CRATE VERSION
need_cargo_program() {
  has "$1" && [ "$("$1" --version)" = "$1 $3" ] && return
  say "Installing $2 $3 into target/tools (a few minutes, once)"
  # Without --locked: what the crate's own lock file asks for is not always to be had any more.
  cargo install "$2" --version "$3" --root "$tools" --quiet ||
    stop "cargo could not install $2 $3: see above, or put $1 $3 on PATH yourself, and run this again."
}

# Sets CHROMIUM and CHROMEDRIVER, which the tests' runners read.
need_browser() {
  CHROMIUM=${CHROMIUM:-$(first_of chromium chromium-browser google-chrome)}
  CHROMEDRIVER=${CHROMEDRIVER:-$(first_of chromedriver chromium.chromedriver)}
  if [ -z "$CHROMIUM" ] || [ -z "$CHROMEDRIVER" ]; then
    install_debian_packages "the browser that the tests run in, and its fonts" chromium chromium-driver fonts-noto-cjk fonts-noto-color-emoji
    CHROMIUM=$(first_of chromium)
    CHROMEDRIVER=$(first_of chromedriver)
  fi
  export CHROMIUM CHROMEDRIVER
}

# Sets FIREFOX.
need_firefox() {
  FIREFOX=${FIREFOX:-$(first_of firefox-esr firefox)}
  if [ -z "$FIREFOX" ]; then
    install_debian_packages "the second browser that the tests run in" firefox-esr
    FIREFOX=$(first_of firefox-esr)
  fi
  export FIREFOX
}

# Sets GECKODRIVER, by which tests in Rust drive Firefox. Debian has none.
need_geckodriver() {
  GECKODRIVER=${GECKODRIVER:-$(first_of geckodriver)}
  if [ -z "$GECKODRIVER" ]; then
    need_rust
    say "Installing geckodriver into target/tools (a few minutes, once)"
    cargo install geckodriver --version 0.36.0 --root "$tools" --quiet ||
      stop "cargo could not install geckodriver: see above, or put one on PATH yourself, and run this again."
    GECKODRIVER=$(first_of geckodriver)
  fi
  export GECKODRIVER
}

# Prints the path of the first of these programs that there is, or nothing.
first_of() {
  local name
  for name; do
    if has "$name"; then
      command -v "$name"
      return
    fi
  done
}

# install_debian_packages WHAT_FOR PACKAGE...
install_debian_packages() {
  local purpose=$1 as_root=
  shift
  has apt-get || stop "This machine lacks $purpose: install $* (Debian's names) and run this again."
  if [ "$(id -u)" != 0 ]; then
    has sudo || stop "This machine lacks $purpose: run 'apt-get install $*' as root and run this again."
    as_root=sudo
  fi
  say "Installing $purpose: $*"
  { $as_root apt-get update -qq && $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@"; } </dev/null ||
    stop "apt-get could not install $*: see above, install them yourself, and run this again."
}

need_build() {
  need_npm_packages
  need_wasm_target
  want_rust_src
  need_wasm_bindgen
}

build_sdk() {
  need_build
  say "Building the SDK into dist/"
  node "$root/.tools/build.mjs" || exit 1
}
