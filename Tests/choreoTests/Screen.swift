import Foundation
import Testing

/// A screen of its own with one window on it, and a person who sits in front of it: real keys, a real pointer, eyes.
///
/// The screen is Xvfb, the hands are xdotool, and ffmpeg takes the pictures.
final class Screen {
    private let server = Process()
    /// What `DISPLAY` is set to.
    let display: String
    private let size: (width: Int, height: Int)
    private let folder: String
    private var shots = 0
    private var window = ""

    /// Starts a screen of so many pixels.
    init(width: Int = 640, height: Int = 480) throws {
        size = (width, height)
        folder =
            FileManager.default.temporaryDirectory
            .appendingPathComponent("screen-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        // It chooses a free number by itself, and tells it.
        let told = Pipe()
        server.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        // When whoever is connected leaves, it would begin anew and be away for a moment: xdotool comes and goes.
        server.arguments = [
            "Xvfb", "-noreset", "-displayfd", "1", "-screen", "0", "\(width)x\(height)x24", "-nolisten",
            "tcp",
        ]
        server.standardOutput = told
        server.standardError = FileHandle.nullDevice
        try server.run()
        let number = String(decoding: told.fileHandleForReading.availableData, as: UTF8.self)
        try #require(Int(number.trimmingCharacters(in: .newlines)) != nil, "apt-get install xvfb xdotool")
        display = ":" + number.trimmingCharacters(in: .newlines)
    }

    deinit {
        // It may have been started with signals blocked that would end it politely.
        kill(server.processIdentifier, SIGKILL)
        server.waitUntilExit()
        try? FileManager.default.removeItem(atPath: folder)
    }

    // MARK: hands

    /// Waits for the window, and turns to it.
    func findWindow() throws {
        let found = try wait("a window") { () -> String? in
            let ids = try xdotool("search", "--onlyvisible", "--name", "Choreo")
            return ids.split(separator: "\n").first.map(String.init)
        }
        window = found
        // There is no window manager to do so.
        try xdotool("windowfocus", "--sync", window)
    }

    /// Presses keys, by their names in X11.
    func press(_ keys: String...) throws { try xdotool(["key", "--delay", "20"] + keys) }

    /// Types a text.
    func type(_ text: String) throws { try xdotool("type", "--delay", "20", text) }

    /// Presses a button at a place and moves the pointer with it, shares of the width and the height.
    func drag(
        from start: (Double, Double), to end: (Double, Double), button: Int = 1, holding key: String? = nil
    ) throws {
        func place(_ share: (Double, Double)) -> [String] {
            ["\(Int(share.0 * Double(size.width - 1)))", "\(Int(share.1 * Double(size.height - 1)))"]
        }
        let middle = ((start.0 + end.0) / 2, (start.1 + end.1) / 2)
        var words = key.map { ["keydown", $0] } ?? []
        words += ["mousemove"] + place(start) + ["sleep", "0.05", "mousedown", "\(button)", "sleep", "0.05"]
        words += ["mousemove"] + place(middle) + ["mousemove"] + place(end) + ["sleep", "0.05"]
        words += ["mouseup", "\(button)"] + (key.map { ["keyup", $0] } ?? [])
        try xdotool(words)
    }

    /// Turns the wheel, away from oneself.
    func scroll(_ steps: Int) throws { try xdotool("click", "--repeat", "\(steps)", "--delay", "20", "4") }

    // MARK: eyes

    /// The text in the window's frame.
    func title() throws -> String { try xdotool("getwindowname", window) }

    /// Waits until the window's frame says something.
    @discardableResult
    func waitForTitle(
        _ what: String, sourceLocation: SourceLocation = #_sourceLocation, _ isSo: (String) -> Bool
    ) throws -> String {
        try wait("a title with \(what), not `\((try? title()) ?? "")`", sourceLocation: sourceLocation) {
            let title = try title()
            return isSo(title) ? title : nil
        }
    }

    /// Waits until a picture is as it should be, and returns it.
    @discardableResult
    func waitForPicture(
        _ what: String, sourceLocation: SourceLocation = #_sourceLocation, _ isSo: (Shot) -> Bool
    ) throws -> Shot {
        try wait("a picture with \(what)", sourceLocation: sourceLocation) {
            let shot = try shoot()
            return isSo(shot) ? shot : nil
        }
    }

    /// A picture of the screen; kept as PNG in the folder that CHOREO_SCREENSHOTS names, for people to look at.
    func shoot(as name: String? = nil) throws -> Shot {
        let path = folder + "/shot"
        let grab = [
            "-y", "-v", "error", "-f", "x11grab", "-draw_mouse", "0", "-video_size",
            "\(size.width)x\(size.height)",
            "-i", display, "-frames:v", "1",
        ]
        var outputs = ["-f", "rawvideo", "-pix_fmt", "rgb24", path]
        if let keep = ProcessInfo.processInfo.environment["CHOREO_SCREENSHOTS"], let name {
            outputs += ["-frames:v", "1", "\(keep)/\(name).png"]
        }
        _ = try run("ffmpeg", grab + outputs)
        let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
        try #require(bytes.count == size.width * size.height * 3)
        return Shot(width: size.width, height: size.height, bytes: bytes)
    }

    /// Tries again until something is there, for as long as a slow machine may take.
    func wait<Thing>(
        _ what: String, sourceLocation: SourceLocation = #_sourceLocation, for thing: () throws -> Thing?
    ) throws -> Thing {
        let end = Date(timeIntervalSinceNow: 40)
        while Date() < end {
            if let found = try thing() { return found }
            usleep(50_000)
        }
        return try #require(nil as Thing?, "waited for \(what)", sourceLocation: sourceLocation)
    }

    @discardableResult
    private func xdotool(_ words: String...) throws -> String { try xdotool(words) }

    @discardableResult
    private func xdotool(_ words: [String]) throws -> String { try run("xdotool", words) }

    private func run(_ program: String, _ words: [String]) throws -> String {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = [program] + words
        process.environment = ProcessInfo.processInfo.environment.merging(["DISPLAY": display]) { $1 }
        let told = Pipe()
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = told
        process.standardError = FileHandle.nullDevice
        try process.run()
        let text = told.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return String(decoding: text, as: UTF8.self).trimmingCharacters(in: .newlines)
    }
}

/// What was on the screen.
struct Shot {
    let width: Int
    let height: Int
    let bytes: [UInt8]

    /// Red, green and blue of a pixel, from the top left.
    subscript(x: Int, y: Int) -> SIMD3<Int> {
        let start = (y * width + x) * 3
        return SIMD3(Int(bytes[start]), Int(bytes[start + 1]), Int(bytes[start + 2]))
    }

    /// The columns of a dancer's warm left or cool right limbs, above a share of the height; sorted.
    func limbs(isLeft: Bool, above share: Double) -> [Int] {
        var columns: [Int] = []
        for y in 0..<Int(Double(height) * share) {
            for x in 0..<width {
                let pixel = self[x, y]
                // A face is warm too, but not as red; a dark body is cool, but not as green.
                let isWarm = pixel.x - pixel.z > 45 && pixel.x - pixel.y > 40
                let isCool = pixel.z - pixel.x > 25 && pixel.y - pixel.x > 18
                if isLeft ? isWarm : isCool { columns.append(x) }
            }
        }
        return columns.sorted()
    }

    /// Mean of red, green and blue over a part, shares of width and height.
    func mean(_ x: ClosedRange<Double>, _ y: ClosedRange<Double>) -> Double {
        var (sum, count) = (0, 0)
        for row in Int(y.lowerBound * Double(height - 1))...Int(y.upperBound * Double(height - 1)) {
            for column in Int(x.lowerBound * Double(width - 1))...Int(x.upperBound * Double(width - 1)) {
                sum += self[column, row].wrappedSum()
                count += 3
            }
        }
        return Double(sum) / Double(count)
    }

    /// The share of pixels that differ from another picture by more than noise, above a share of the height.
    func difference(from other: Shot, above share: Double = 1) -> Double {
        let rows = Int(Double(height) * share)
        let count = (0..<rows * width).count { index in
            let (one, two) = (self[index % width, index / width], other[index % width, index / width])
            let apart = one &- two
            return max(abs(apart.x), abs(apart.y), abs(apart.z)) > 24
        }
        return Double(count) / Double(rows * width)
    }

    /// The column of the time line's knob: the middle of the warm pixels in its row.
    var knob: Int {
        let row = height - 22 - 5
        let columns = (0..<width).filter { self[$0, row].x - self[$0, row].z > 70 }
        return columns.isEmpty ? -1 : columns[columns.count / 2]
    }
}
