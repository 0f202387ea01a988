//! The terminal: key, message, update, draw. It knows views and sessions, and nothing of the
//! machine.
