//! jmessage-web
