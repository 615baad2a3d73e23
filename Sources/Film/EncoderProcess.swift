import Diagnostics
import Foundation
import Synchronization

/// A running encoder that takes pictures.
final class EncoderProcess {
    private let process: Process
    private let input: FileHandle
    private let output: Listener
    private let complaints: Listener

    /// What comes out of a pipe, gathered by a thread of its own: a program to whose words nobody listens would stop
    /// and wait.
    private final class Listener: Sendable {
        private let bytes = Mutex<[UInt8]>([])
        private let ended = DispatchSemaphore(value: 0)

        init(_ handle: FileHandle) {
            Thread.detachNewThread { [self] in
                while let part = try? handle.read(upToCount: 4096), !part.isEmpty {
                    // The last lines matter; a flood is not kept.
                    bytes.withLock { $0 = ($0 + part).suffix(16384) }
                }
                ended.signal()
            }
        }

        /// All that was said, once the program has ended; asked once.
        func all() -> [UInt8] {
            ended.wait()
            return bytes.withLock { $0 }
        }
    }

    /// What is told when an encoder fails.
    static let failure = "ffmpeg could not make the film"

    /// F_SETPIPE_SZ, which the C library shows only to those who ask for it.
    private static let setPipeSize: Int32 = 1031

    init(_ process: Process, input: Pipe, output: Pipe, errors: Pipe) {
        self.process = process
        self.input = input.fileHandleForWriting
        // A pipe of a megabyte instead of 64 KB: fewer changes between the two programs. Where it is refused, fine.
        _ = fcntl(self.input.fileDescriptor, Self.setPipeSize, 1 << 20)
        self.output = Listener(output.fileHandleForReading)
        complaints = Listener(errors.fileHandleForReading)
    }

    /// Where pictures go, for another thread.
    var pictures: PictureInlet { PictureInlet(descriptor: input.fileDescriptor) }

    /// The process's number, for ``EncoderEnd``.
    var number: Int32 { process.processIdentifier }

    /// Ends the encoder without a film.
    func abandon() {
        kill(number, SIGKILL)
        try? input.close()
        process.waitUntilExit()
    }

    /// Waits until all is done; returns the last bytes of what the encoder wrote to standard output.
    ///
    /// - Throws: ``Problem`` with the encoder's last words when it failed.
    @discardableResult
    func finish(for path: String) throws(Problem) -> [UInt8] {
        try? input.close()
        process.waitUntilExit()
        guard process.terminationReason == .exit, process.terminationStatus == 0 else {
            let words = String(decoding: complaints.all(), as: UTF8.self).split(whereSeparator: \.isNewline)
            let ending =
                process.terminationReason == .exit
                ? "exit status \(process.terminationStatus)" : "killed by signal \(process.terminationStatus)"
            throw Problem(
                Self.failure, at: .file(path), expected: "a complete film",
                found: words.last.map { "\($0) (\(ending))" } ?? ending,
                remedy: "check that `ffmpeg -version` works")
        }
        return output.all()
    }
}

/// Ends an encoder at once, from any thread; left alone it would make a film of the pictures that it has.
final class EncoderEnd: Sendable {
    private let number = Atomic<Int32>(0)

    /// Names the encoder, as soon as it runs.
    func concerns(_ process: EncoderProcess) {
        number.store(process.number, ordering: .sequentiallyConsistent)
    }

    /// Ends it and waits until it can write no more; does nothing when none runs yet.
    func now() {
        let number = number.load(ordering: .sequentiallyConsistent)
        guard number > 0 else { return }
        kill(number, SIGKILL)
        var fate = siginfo_t()
        while waitid(P_PID, id_t(number), &fate, WEXITED | WNOWAIT) != 0, errno == EINTR {}
    }
}

/// The way into an encoder.
struct PictureInlet: Sendable {
    fileprivate let descriptor: Int32

    /// Hands over one picture; false when the encoder has gone.
    func write(_ bytes: [UInt8]) -> Bool {
        bytes.withUnsafeBytes { bytes in
            var rest = bytes[...]
            while !rest.isEmpty {
                let count = Glibc.write(
                    descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
                if count < 0, errno == EINTR { continue }
                guard count > 0 else { return false }
                rest = rest.dropFirst(count)
            }
            return true
        }
    }
}
