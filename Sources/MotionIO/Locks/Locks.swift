public import Diagnostics
public import Motion

/// What a person wants made anew of a phrase, and what must stay: as said, in parts and times.
public struct Locks: Sendable {
    /// A part of the body, perhaps only for a stretch: `legs`, `arms@2s..4s`.
    public struct Part: Sendable {
        /// As it was written.
        public var text: String
        /// The part, or several with commas between.
        public var part: String
        /// The stretch; nil is wherever it applies.
        public var range: TimeRange?

        /// Reads `PART` or `PART@RANGE`.
        ///
        /// - Throws: ``Problem`` when what follows the @ is no stretch of time.
        public init(_ text: String, option: String) throws(Problem) {
            self.text = text
            guard let at = text.lastIndex(of: "@") else {
                part = text
                return
            }
            part = String(text[..<at])
            range = try Locks.range(String(text[text.index(after: at)...]), option: option)
        }
    }

    /// Parts that stay.
    public var keeps: [Part]
    /// The only parts that are made anew.
    public var onlys: [Part]
    /// Stretches that are made anew.
    public var fills: [TimeRange]
    /// Counts per minute, for times in counts.
    public var tempo: Double?

    /// Creates locks.
    public init(keeps: [Part] = [], onlys: [Part] = [], fills: [TimeRange] = [], tempo: Double? = nil) {
        self.keeps = keeps
        self.onlys = onlys
        self.fills = fills
        self.tempo = tempo
    }

    /// Whether nothing is said.
    public var isEmpty: Bool { keeps.isEmpty && onlys.isEmpty && fills.isEmpty }

    /// Reads a stretch of time.
    ///
    /// - Throws: ``Problem`` when it is none.
    public static func range(_ text: String, option: String) throws(Problem) -> TimeRange {
        guard let range = TimeRange(text) else {
            throw Problem(
                "this is no stretch of time", at: .option(option, text),
                expected: "two ends such as 2s..4s, 8c..16c, 1..240 (frames) or 2s..",
                found: text.isEmpty ? "nothing" : text,
                remedy: "write both ends with their unit, and two points between them")
        }
        return range
    }

    /// Shortest stretch that is made anew, s: less holds no movement.
    static let shortest = 0.2

    /// The frames of each joint that are to be made anew.
    ///
    /// - `--fill` makes everything in its stretch, `--only` its part in its stretch, or in that of `--fill`, or in the
    ///   whole phrase; both several times. Where only `--keep` is given, the whole phrase is made anew around it.
    /// - What `--keep` names stays.
    ///
    /// - Returns: Frames of the file's clip, which begins after a rest pose that is left out, joint by joint.
    /// - Throws: ``Problem`` for a part that the rig does not have, a stretch outside the file or too short, and locks that
    ///   contradict each other or leave nothing to make.
    public func made(of file: MotionFile) throws(Problem) -> [RangeSet<Int>] {
        let names = PartNames(of: file)
        let count = file.clip.frameCount
        let joints = file.clip.skeleton.joints.indices
        var made = [RangeSet<Int>](repeating: RangeSet(), count: joints.count)
        var stretches: [Range<Int>] = []
        for fill in fills {
            let frames = try frames(fill, of: file, option: "--fill")
            try Self.checkLength(frames, fill, of: file, option: "--fill")
            stretches.append(frames)
        }
        let whole = [0..<count]
        if onlys.isEmpty {
            for joint in joints {
                for frames in stretches.isEmpty ? whole : stretches { made[joint].insert(contentsOf: frames) }
            }
        }
        for only in onlys {
            if let range = only.range, !fills.isEmpty {
                throw Problem(
                    "--fill and --only contradict each other", at: .option("--only", only.text),
                    expected:
                        "one stretch, told once: --fill \(fills[0]) --only \(only.part), or --only PART@RANGE",
                    found: "--fill \(fills[0]), and --only for \(range)",
                    remedy: "leave out --fill, or the stretch of --only")
            }
            var frames = stretches.isEmpty ? whole : stretches
            if let range = only.range {
                let own = try self.frames(range, of: file, option: "--only")
                try Self.checkLength(own, range, of: file, option: "--only")
                frames = [own]
            }
            for joint in try names.joints(only.part, option: "--only") {
                for frames in frames { made[joint].insert(contentsOf: frames) }
            }
        }
        let asked = made
        for keep in keeps {
            let frames = try keep.range.map { (range) throws(Problem) in
                try self.frames(range, of: file, option: "--keep")
            }
            for joint in try names.joints(keep.part, option: "--keep") {
                made[joint].remove(contentsOf: frames ?? 0..<count)
            }
        }
        try checkSense(asked: asked, left: made, names)
        return made
    }

    /// Makes sure that the locks leave something to make, and that no part is both kept and made.
    private func checkSense(
        asked: [RangeSet<Int>], left: [RangeSet<Int>], _ names: PartNames
    ) throws(Problem) {
        for only in onlys {
            let joints = try names.joints(only.part, option: "--only")
            guard joints.allSatisfy({ left[$0].isEmpty }) else { continue }
            throw Problem(
                "--only and --keep name the same part", at: .option("--only", only.text),
                expected: "a part that is made anew, and other parts or times that stay",
                found: "--keep \(keeps.map(\.text).joined(separator: " --keep ")) keeps all of it",
                remedy: "leave out one of the two: what --only does not name stays anyway")
        }
        guard left.contains(where: { !$0.isEmpty }) else {
            throw Problem(
                "nothing is left to make anew",
                at: .option("--keep", keeps.map(\.text).joined(separator: " ")),
                expected: "a part of the body or a stretch that is not kept",
                found: "every joint kept in every frame",
                remedy: "keep less, or fill a stretch that is not kept")
        }
    }

    private static func checkLength(
        _ frames: Range<Int>, _ range: TimeRange, of file: MotionFile, option: String
    ) throws(Problem) {
        let seconds = Double(frames.count) / file.clip.frameRate
        guard seconds >= shortest - 1e-6 else {
            throw Problem(
                "this stretch is too short to make anew", at: .option(option, range.description),
                expected: "at least \(shortest) s",
                found: "\(frames.count.counted("frame")), \((seconds * 1000).rounded() / 1000) s",
                remedy: "choose a longer stretch; to mend a few frames: choreo edit smooth")
        }
    }

    /// The frames of a file's clip that a stretch means; times count from the first frame of the file.
    private func frames(_ range: TimeRange, of file: MotionFile, option: String) throws(Problem) -> Range<Int>
    {
        let (skipped, count) = (file.skippedFrames, file.clip.frameCount)
        let whole = try range.frames(
            of: count + skipped, rate: file.clip.frameRate, tempo: tempo, option: option)
        let frames = max(whole.lowerBound - skipped, 0)..<max(whole.upperBound - skipped, 0)
        guard !frames.isEmpty else {
            throw Problem(
                "this stretch is only a rest pose", at: .option(option, range.description),
                expected: "frames after the first \(skipped)", found: range.description,
                remedy: "choose a later stretch")
        }
        return frames
    }
}
