import Diagnostics

extension DocumentParser {
    /// A block that has been opened and not yet closed.
    private struct Block {
        enum Kind { case joint, endSite }
        var kind: Kind
        /// Index of the joint; for an end site, of the joint that it ends.
        var joint: Int
        /// Where the keyword stands.
        var offset: Int
        var hasOffset = false
        var hasChannels = false
    }

    /// Reads from the beginning up to `MOTION`, or to the end of a file without motion.
    mutating func parseHierarchy() throws(Problem) {
        let first = scanner.peekWord()
        switch scanner.keyword(first) {
        case .hierarchy: scanner.offset = first.upperBound
        case .root: warn("the word HIERARCHY is missing", at: first.lowerBound)
        default:
            throw problem(
                "this is not a BVH file", at: first.lowerBound, expected: "`HIERARCHY`",
                found: scanner.quoted(first),
                remedy: "check that the right file was named, or export it again")
        }

        var open: [Block] = []
        repeat {
            if open.isEmpty {
                try parseRoot(&open)
            } else {
                try parseItem(&open)
            }
        } while try !isHierarchyDone(&open)
        warnOfRepeatedNames()
    }

    /// Whether the next word is `MOTION` or the end of the file, with every block closed.
    private mutating func isHierarchyDone(_ open: inout [Block]) throws(Problem) -> Bool {
        let word = scanner.peekWord()
        guard scanner.keyword(word) == .motion else { return word.isEmpty && open.isEmpty }
        // With a brace lost somewhere there is no telling which joint hangs from which.
        guard let block = open.last else { return true }
        let count = open.count.counted("block")
        throw problem(
            "\(count) \(open.count == 1 ? "is" : "are") still open where the motion begins",
            at: word.lowerBound, joint: joints[block.joint].name, expected: "`}`",
            found: scanner.quoted(word),
            remedy: "add the missing closing brace, or export the file again")
    }

    /// Reads the head of a `ROOT` block.
    private mutating func parseRoot(_ open: inout [Block]) throws(Problem) {
        let word = scanner.peekWord()
        guard scanner.keyword(word) == .root else {
            throw unexpected(word, expected: joints.isEmpty ? "`ROOT`" : "`MOTION`, or another `ROOT`")
        }
        if !joints.isEmpty {
            warn("another ROOT: the file holds more than one figure", at: word.lowerBound)
        }
        try openJoint(word, parent: nil, &open)
    }

    /// Reads one item of the innermost block: a keyword with what belongs to it, or the closing brace.
    private mutating func parseItem(_ open: inout [Block]) throws(Problem) {
        let word = scanner.peekWord()
        let top = open.count - 1
        let block = open[top]
        let name = joints[block.joint].name.excerpt
        switch (scanner.keyword(word), block.kind) {
        case (.offset, _):
            guard !block.hasOffset else { throw repeated(word, joint: name) }
            scanner.offset = word.upperBound
            try takeOffset(of: block)
            open[top].hasOffset = true
        case (.channels, _):
            guard !block.hasChannels else { throw repeated(word, joint: name) }
            scanner.offset = word.upperBound
            try takeChannels(block.joint, isEndSite: block.kind == .endSite)
            open[top].hasChannels = true
        case (.joint, .joint):
            try openJoint(word, parent: block.joint, &open)
        case (.end, .joint):
            try openEndSite(word, of: block.joint, &open)
        case (.closingBrace, _):
            scanner.offset = word.upperBound
            open.removeLast()
            close(block)
        case (_, .joint):
            throw unexpected(
                word, joint: name, expected: "`OFFSET`, `CHANNELS`, `JOINT`, `End Site` or `}`")
        case (_, .endSite):
            throw unexpected(word, joint: name, expected: "`OFFSET` or `}`")
        }
    }

    private mutating func openJoint(_ word: Range<Int>, parent: Int?, _ open: inout [Block]) throws(Problem) {
        guard open.count < Self.deepestNesting, joints.count < Self.mostJoints else {
            let isDeep = open.count >= Self.deepestNesting
            throw problem(
                isDeep ? "joints are nested too deep" : "there are too many joints", at: word.lowerBound,
                expected: isDeep
                    ? "at most \(Self.deepestNesting) joints from a root to an end"
                    : "at most \(Self.mostJoints) joints",
                found: "one more", remedy: "export the figures that matter alone, each to a file of its own")
        }
        scanner.offset = word.upperBound
        let name = decodeName(scanner.takeName())
        if name.isEmpty { warn("a joint without a name", at: word.lowerBound) }
        try takeOpeningBrace(joint: name)
        open.append(Block(kind: .joint, joint: joints.count, offset: word.lowerBound))
        jointOffsets.append(word.lowerBound)
        joints.append(BVHDocument.Joint(name: name, parent: parent, offset: .zero, channels: []))
    }

    private mutating func openEndSite(_ word: Range<Int>, of joint: Int, _ open: inout [Block])
        throws(Problem)
    {
        endSiteCount += 1
        guard endSiteCount <= Self.mostJoints else {
            throw problem(
                "there are too many end sites", at: word.lowerBound,
                expected: "at most \(Self.mostJoints) end sites", found: "one more",
                remedy: "export the figures that matter alone, each to a file of its own")
        }
        scanner.offset = word.upperBound
        let name = scanner.takeName()
        // `End Site` and its numbered kin `End Site4` are common; any other name is a writer's invention.
        let isSite = scanner.matches(name.prefix(4), "site") || (name.isEmpty && word.count > 3)
        if !isSite { warn("an end site is written `End \(decodeName(name).excerpt)`", at: word.lowerBound) }
        try takeOpeningBrace(joint: joints[joint].name)
        open.append(Block(kind: .endSite, joint: joint, offset: word.lowerBound))
        joints[joint].endSites.append(.zero)
    }

    /// Notes what a finished block lacks.
    private mutating func close(_ block: Block) {
        let name = joints[block.joint].name.excerpt
        switch block.kind {
        case .joint:
            if !block.hasOffset { warn("joint `\(name)` has no OFFSET; zero is taken", at: block.offset) }
            if !block.hasChannels {
                warn("joint `\(name)` has no CHANNELS; it doesn't move", at: block.offset)
            }
        case .endSite:
            if !block.hasOffset {
                warn("the end site of `\(name)` has no OFFSET; zero is taken", at: block.offset)
            }
        }
    }

    private mutating func takeOpeningBrace(joint: String) throws(Problem) {
        let word = scanner.peekWord()
        guard scanner.keyword(word) == .openingBrace else {
            throw unexpected(word, joint: joint, expected: "`{`")
        }
        scanner.offset = word.upperBound
    }

    private mutating func takeOffset(of block: Block) throws(Problem) {
        let name = joints[block.joint].name
        var offset = SIMD3<Double>.zero
        for axis in 0..<3 { offset[axis] = try takeNumber(for: "OFFSET", joint: name) }
        switch block.kind {
        case .joint: joints[block.joint].offset = offset
        case .endSite: joints[block.joint].endSites[joints[block.joint].endSites.count - 1] = offset
        }
    }

    /// A name as text: UTF-8, or else Latin-1, in which every byte means something.
    private mutating func decodeName(_ range: Range<Int>) -> String {
        if let text = String(validating: scanner.bytes[range], as: UTF8.self) { return text }
        let text = String(String.UnicodeScalarView(scanner.bytes[range].map { Unicode.Scalar($0) }))
        warn("the name `\(text.excerpt)` is not UTF-8; it is read as Latin-1", at: range.lowerBound)
        return text
    }

    /// Each figure has names of its own: two dancers may both have a `Hips`.
    private mutating func warnOfRepeatedNames() {
        var first = 0
        while first < joints.count {
            let end = joints[(first + 1)...].firstIndex { $0.parent == nil } ?? joints.count
            var counts: [String: Int] = [:]
            for joint in joints[first..<end] { counts[joint.name, default: 0] += 1 }
            for index in first..<end {
                let name = joints[index].name
                guard let count = counts.removeValue(forKey: name), count > 1 else { continue }
                warn("\(count) joints are called `\(name.excerpt)`", at: jointOffsets[index])
            }
            first = end
        }
    }

    /// The problem of a word that has no business at this place of the hierarchy.
    private mutating func unexpected(_ word: Range<Int>, joint: String? = nil, expected: String) -> Problem {
        if word.isEmpty {
            return problem(
                "the file ends inside the hierarchy", at: word.lowerBound, joint: joint, expected: expected,
                found: scanner.quoted(word), remedy: "the file was cut off; copy or export it again")
        }
        return problem(
            "unexpected \(scanner.quoted(word)) in the hierarchy", at: word.lowerBound, joint: joint,
            expected: expected, found: scanner.quoted(word),
            remedy: "correct the file there, or export it again")
    }

    private mutating func repeated(_ word: Range<Int>, joint: String) -> Problem {
        problem(
            "a second \(scanner.quoted(word)) in one block", at: word.lowerBound, joint: joint,
            expected: "one of a kind", found: "two", remedy: "remove the wrong one")
    }
}
