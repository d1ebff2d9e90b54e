//! CPU time and memory of this process. Memory is told by Linux only.

use std::{fs, path::Path, time::Duration};

use cpu_time::{ProcessTime, ThreadTime};

/// How long this thread has been running on a processor.
pub(crate) fn of_thread() -> Duration {
    ThreadTime::now().as_duration()
}

/// How long all threads of this process have been running, also those that have ended.
pub(crate) fn of_process() -> Duration {
    ProcessTime::now().as_duration()
}

/// Memory in use, in megabytes: the process's own, and pages of files that it has mapped.
pub(crate) fn memory() -> (u64, u64) {
    let told = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let figure = |name: &str| {
        let line = told.lines().find_map(|line| line.strip_prefix(name));
        line.and_then(|rest| rest.split_whitespace().next()?.parse::<u64>().ok()).unwrap_or_default() / 1024
    };
    (figure("RssAnon:"), figure("RssFile:"))
}

/// The size of all files in `folder`, in megabytes.
pub(crate) fn size(folder: &Path) -> u64 {
    let sizes = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().metadata().unwrap().len());
    sizes.sum::<u64>() / 1_000_000
}

/// Median, 99th percentile and greatest of `times`, as they are printed.
pub(crate) fn spread(mut times: Vec<Duration>) -> String {
    times.sort_unstable();
    let at = |share: f64| times[((times.len() - 1) as f64 * share) as usize].as_secs_f64() * 1000.0;
    format!("p50 {:.2} ms, p99 {:.2} ms, most {:.2} ms", at(0.5), at(0.99), at(1.0))
}
