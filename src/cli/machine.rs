//! What the machine gives: threads, and an end where it gives no memory.

use std::process::ExitCode;

use super::memory::Room;

/// Where the system has no more memory, the allocator says so and aborts: the machine failed.
pub(super) fn fail_where_memory_ends() {
    #[cfg(unix)]
    {
        use signal_hook::consts::SIGABRT;
        let always = std::sync::Arc::new(std::sync::atomic::AtomicBool::new(true));
        let _ = signal_hook::flag::register_conditional_shutdown(SIGABRT, 3, always);
    }
}

/// What the stack of a command may grow to, in bytes.
const STACK: usize = 8 << 20;

/// Runs a command; where addresses are limited on a stack that has its own from the start. That of the program would
/// have to grow when there are none left, which nothing can answer.
pub(super) fn with_a_stack(room: Room, command: impl FnOnce() -> ExitCode + Send) -> ExitCode {
    if !room.is_limited() {
        return command();
    }
    std::thread::scope(|scope| {
        let thread = std::thread::Builder::new().stack_size(STACK);
        match thread.spawn_scoped(scope, command) {
            Ok(running) => running
                .join()
                .unwrap_or_else(|stopped| std::panic::resume_unwind(stopped)),
            Err(error) => super::machine_failed(&format!("no thread can be had: {error}")),
        }
    })
}

/// The most threads that are used, however many are asked for.
const MOST_THREADS: usize = 256;

/// Takes as many threads as there are cores, or as `RAYON_NUM_THREADS` asks for; where they cannot be had,
/// everything is done in the one there is.
pub(super) fn take_threads(room: Room) -> Result<(), rayon::ThreadPoolBuildError> {
    let asked = std::env::var("RAYON_NUM_THREADS").ok();
    let asked = asked.and_then(|text| text.parse::<usize>().ok());
    let cores = || std::thread::available_parallelism().map_or(1, usize::from);
    let number = asked.filter(|asked| *asked > 0).unwrap_or_else(cores);
    let number = room.threads(number.min(MOST_THREADS));
    let pool = || rayon::ThreadPoolBuilder::new().num_threads(number);
    // Alone one works where the program began, so that the system keeps no memory for another.
    let alone = || {
        let one = rayon::ThreadPoolBuilder::new().num_threads(1);
        one.use_current_thread()
    };
    // Only one attempt at the threads for all is allowed, so that a first is made apart.
    if (number == 1 && room.is_limited()) || pool().build().is_err() {
        return alone().build_global();
    }
    pool().build_global().or_else(|_| {
        // Those of the first attempt were still there. What is done here stays here.
        std::mem::forget(alone().build()?);
        Ok(())
    })
}

/// A reader of workbooks that stops at damaged bytes is answered with a message of its own.
pub(super) fn stay_silent_of_what_is_answered() {
    let told = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |stopped| {
        if !crate::source::is_guarded() {
            told(stopped);
        }
    }));
}
