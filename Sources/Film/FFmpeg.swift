import Diagnostics
import Foundation
import Stage
import Synchronization

/// The `ffmpeg` command: where it is, and what it is told.
struct FFmpeg {
    /// Full path of the command.
    let command: String

    /// The folders of PATH, separated by colons.
    static var searchPath: String { ProcessInfo.processInfo.environment["PATH"] ?? "" }

    /// Finds `ffmpeg` in the folders of `search`.
    ///
    /// - Throws: ``Problem`` naming the package to install.
    static func locate(for path: String, in search: String) throws(Problem) -> FFmpeg {
        for folder in search.split(separator: ":") {
            let command = "\(folder)/ffmpeg"
            if FileManager.default.isExecutableFile(atPath: command) { return FFmpeg(command: command) }
        }
        throw Problem(
            "films need ffmpeg", at: .file(path), expected: "`ffmpeg` in PATH", found: "none",
            remedy: "apt-get install ffmpeg, or render to a folder of PNG frames instead")
    }

    /// Raw pictures from standard input, H.264 that every player takes to `file`; the same every time.
    ///
    /// Without `-xerror` ffmpeg 5 tells of a full disk, leaves half a film, and calls that success.
    static func arguments(size: PixelSize, frameRate: Double, to file: String) -> [String] {
        [
            "-nostdin", "-v", "error", "-xerror", "-y", "-f", "rawvideo", "-pixel_format", "rgba",
            "-video_size", "\(size.width)x\(size.height)", "-framerate", "\(frameRate)", "-i", "pipe:0",
            "-vf",
            "crop=trunc(iw/2)*2:trunc(ih/2)*2:0:0,scale=out_color_matrix=bt709:out_range=tv,format=yuv420p",
            "-c:v", "libx264", "-preset", "veryfast", "-crf", "17", "-colorspace", "bt709",
            "-color_primaries", "bt709", "-color_trc", "bt709", "-color_range", "tv",
            "-map_metadata", "-1", "-fflags", "+bitexact", "-flags:v", "+bitexact", "-movflags", "+faststart",
            file,
        ]
    }

    /// Starts the command; it then waits for pictures.
    func start(_ arguments: [String], for path: String) throws(Problem) -> EncoderProcess {
        // A pipe to a process that has died must give an error, not end this one.
        signal(SIGPIPE, SIG_IGN)
        let process = Process()
        process.executableURL = URL(fileURLWithPath: command)
        process.arguments = arguments
        let pictures = Pipe()
        let complaints = Pipe()
        process.standardInput = pictures
        process.standardOutput = FileHandle.nullDevice
        process.standardError = complaints
        do {
            try process.run()
        } catch {
            throw Problem(
                "ffmpeg does not start", at: .file(path), expected: "a working `ffmpeg`", found: "\(command)",
                remedy: "apt-get install --reinstall ffmpeg")
        }
        return EncoderProcess(
            process, input: pictures.fileHandleForWriting, errors: complaints.fileHandleForReading)
    }
}

/// A running encoder that takes pictures.
final class EncoderProcess {
    private let process: Process
    private let input: FileHandle
    private let complaints: Complaints

    /// What the encoder has said so far, gathered by a thread of its own: an encoder whose complaints nobody reads
    /// would stop and wait.
    private final class Complaints: Sendable {
        private let text = Mutex<[UInt8]>([])
        private let ended = DispatchSemaphore(value: 0)

        init(_ handle: FileHandle) {
            Thread.detachNewThread { [self] in
                while let part = try? handle.read(upToCount: 4096), !part.isEmpty {
                    // The last lines matter; a flood is not kept.
                    text.withLock { $0 = ($0 + part).suffix(16384) }
                }
                ended.signal()
            }
        }

        /// The last line said, once the encoder has ended.
        func lastLine() -> String? {
            ended.wait()
            return text.withLock { String(decoding: $0, as: UTF8.self) }
                .split(whereSeparator: \.isNewline).last.map(String.init)
        }
    }

    init(_ process: Process, input: FileHandle, errors: FileHandle) {
        self.process = process
        self.input = input
        complaints = Complaints(errors)
    }

    /// Hands over one picture; false when the encoder has gone.
    func write(_ bytes: [UInt8]) -> Bool {
        var written = 0
        while written < bytes.count {
            let count = bytes.withUnsafeBytes {
                Glibc.write(input.fileDescriptor, $0.baseAddress! + written, bytes.count - written)
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return false }
            written += count
        }
        return true
    }

    /// Ends the encoder at once, from any thread: without it, it would make a film of what it has.
    var killing: @Sendable () -> Void {
        let number = process.processIdentifier
        return { kill(number, SIGKILL) }
    }

    /// Ends the encoder without a film.
    func abandon() {
        process.terminate()
        try? input.close()
        process.waitUntilExit()
    }

    /// Waits until the film is complete.
    ///
    /// - Throws: ``Problem`` with the encoder's last words when it failed.
    func finish(for path: String) throws(Problem) {
        try? input.close()
        process.waitUntilExit()
        guard process.terminationReason == .exit, process.terminationStatus == 0 else {
            let last = complaints.lastLine()
            let ending =
                process.terminationReason == .exit
                ? "exit status \(process.terminationStatus)" : "killed by signal \(process.terminationStatus)"
            throw Problem(
                "ffmpeg could not make the film", at: .file(path), expected: "a complete film",
                found: last.map { "\($0) (\(ending))" } ?? ending,
                remedy: "check the space on the disk and that `ffmpeg -encoders` lists libx264")
        }
    }
}
