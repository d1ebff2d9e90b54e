//! The claims in what somebody posted.
