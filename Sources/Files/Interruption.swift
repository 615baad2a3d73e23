import Foundation
import Synchronization

/// What is to be undone when a person presses Ctrl-C, so that nothing half-written stays behind.
///
///     try Interruption.guarding(undo: { unlink(temporary) }) {
///         // writes `temporary`, then moves it into place
///     }
///
/// A signal handler may do next to nothing, so ours only passes the signal's number through a pipe to a thread, which
/// undoes and then lets the signal end the process as it would have. Source: D. J. Bernstein, "The self-pipe trick".
public enum Interruption {
    /// Undoings of what is under way, by number; higher numbers began later.
    private static let undoings = Mutex<[Int: @Sendable () -> Void]>([:])

    /// Writing end of the pipe; the handler can only reach what is global.
    private static let pipe = Pipe()
    private static let bell: Int32 = pipe.fileHandleForWriting.fileDescriptor

    /// Runs `body`; a signal that ends the process meanwhile has `undo` done first.
    ///
    /// - Parameter undo: Called on another thread while `body` may still be running: a file that is not there (yet) is
    ///   no error. `body` makes files by ``uninterrupted(_:)``, so that none is made after it was undone.
    public static func guarding<Result, Failure: Error>(
        undo: @escaping @Sendable () -> Void, while body: () throws(Failure) -> Result
    ) throws(Failure) -> Result {
        let number = undoings.withLock { undoings in
            let number = (undoings.keys.max() ?? 0) + 1
            undoings[number] = undo
            return number
        }
        defer { undoings.withLock { _ = $0.removeValue(forKey: number) } }
        return try body()
    }

    /// Runs `body`, a quick step that makes or moves a file; a signal that ends the process waits until it is done.
    ///
    /// `body` must not call ``guarding(undo:while:)``.
    public static func uninterrupted<Result, Failure: Error>(
        _ body: () throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try undoings.withLock { (_) throws(Failure) in try body() }
    }

    /// From now on Ctrl-C, a closed terminal and `kill` undo before they end the process.
    ///
    /// Called once, at the start of a command. A signal that is ignored already (`nohup`) stays ignored.
    public static func listen() {
        let bell = bell
        precondition(bell >= 0, "a pipe to pass signals through")
        // A parent that starts us from a thread of a pool hands down that pool's deafness to signals.
        var heard = sigset_t()
        sigemptyset(&heard)
        for number in [SIGINT, SIGTERM, SIGHUP] { sigaddset(&heard, number) }
        pthread_sigmask(SIG_UNBLOCK, &heard, nil)

        for number in [SIGINT, SIGTERM, SIGHUP] {
            var present = sigaction()
            sigaction(number, nil, &present)
            guard present.__sigaction_handler.sa_handler == nil else { continue }
            signal(number) { number in
                var byte = UInt8(truncatingIfNeeded: number)
                let code = errno
                _ = write(Interruption.bell, &byte, 1)
                errno = code
            }
        }
        let ear = pipe.fileHandleForReading.fileDescriptor
        Thread.detachNewThread {
            var byte: UInt8 = 0
            while read(ear, &byte, 1) != 1 {}
            end(by: Int32(byte))
        }
    }

    private static func end(by number: Int32) -> Never {
        // The lock is kept: no file is made or moved from here on; whoever wants to waits, and ends with the process.
        undoings.withLock { undoings in
            for (_, undo) in undoings.sorted(by: { $0.key > $1.key }) { undo() }
            signal(number, SIG_DFL)
            kill(getpid(), number)
            // The signal is on its way to some thread of this process.
            while true { pause() }
        }
    }
}
