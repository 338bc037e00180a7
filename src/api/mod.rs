//! Neon over HTTP; knows nothing of the UI.
