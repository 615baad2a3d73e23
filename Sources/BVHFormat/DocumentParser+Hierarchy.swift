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
        if scanner.matches(first, "hierarchy") {
            scanner.offset = first.upperBound
        } else if scanner.matches(first, "root") {
            warn("the word HIERARCHY is missing", at: first.lowerBound)
        } else {
            throw problem(
                "this is not a BVH file", at: first.lowerBound, expected: "`HIERARCHY`",
                found: scanner.quoted(first),
                remedy: "check that the right file was named, or export it again")
        }

        var open: [Block] = []
        repeat {
            try parseWord(&open)
        } while try !isHierarchyDone(&open)
        warnOfRepeatedNames()
    }

    /// Whether the next word is `MOTION` or the end of the file, with every block closed.
    private mutating func isHierarchyDone(_ open: inout [Block]) throws(Problem) -> Bool {
        let word = scanner.peekWord()
        if scanner.matches(word, "motion") {
            // One brace lost at the end is a known slip of exporters. With more of them missing there is no
            // telling which joint hangs from which.
            guard open.count <= 1 else {
                throw problem(
                    "\(open.count) blocks are still open where the motion begins", at: word.lowerBound,
                    joint: joints[open[open.count - 1].joint].name, expected: "`}`",
                    found: scanner.quoted(word),
                    remedy: "add the missing closing braces, or export the file again")
            }
            if let block = open.popLast() {
                warn("the closing brace of `\(joints[block.joint].name)` is missing", at: word.lowerBound)
                close(block)
            }
            return true
        }
        return word.isEmpty && open.isEmpty && !joints.isEmpty
    }

    /// Reads one item of the hierarchy: a keyword with what belongs to it, or a closing brace.
    private mutating func parseWord(_ open: inout [Block]) throws(Problem) {
        let word = scanner.peekWord()
        guard var block = open.last else {
            guard scanner.matches(word, "root") else {
                throw unexpected(word, expected: "`ROOT` or `MOTION`")
            }
            if !joints.isEmpty {
                warn("a second ROOT: the file holds more than one figure", at: word.lowerBound)
            }
            try openJoint(word, parent: nil, &open)
            return
        }
        let name = joints[block.joint].name
        if scanner.matches(word, "offset") {
            guard !block.hasOffset else { throw repeated(word, "OFFSET", joint: name) }
            scanner.offset = word.upperBound
            let offset = try takeOffset(joint: name)
            switch block.kind {
            case .joint: joints[block.joint].offset = offset
            case .endSite: joints[block.joint].endSites[joints[block.joint].endSites.count - 1] = offset
            }
            block.hasOffset = true
            open[open.count - 1] = block
        } else if scanner.matches(word, "channels") {
            guard !block.hasChannels else { throw repeated(word, "CHANNELS", joint: name) }
            scanner.offset = word.upperBound
            try takeChannels(block.joint, isEndSite: block.kind == .endSite)
            block.hasChannels = true
            open[open.count - 1] = block
        } else if scanner.matches(word, "joint"), block.kind == .joint {
            try openJoint(word, parent: block.joint, &open)
        } else if scanner.matches(word, "end") || scanner.matches(word, "endsite"), block.kind == .joint {
            try openEndSite(word, of: block.joint, &open)
        } else if scanner.matches(word, "}") {
            scanner.offset = word.upperBound
            open.removeLast()
            close(block)
        } else {
            let expected =
                block.kind == .joint
                ? "`OFFSET`, `CHANNELS`, `JOINT`, `End Site` or `}`" : "`OFFSET` or `}`"
            throw unexpected(word, joint: name, expected: expected)
        }
    }

    private mutating func openJoint(_ word: Range<Int>, parent: Int?, _ open: inout [Block]) throws(Problem) {
        scanner.offset = word.upperBound
        let name = decodeName(scanner.takeName())
        if name.isEmpty { warn("a joint without a name", at: word.lowerBound) }
        try takeOpeningBrace(joint: name)
        open.append(Block(kind: .joint, joint: joints.count, offset: word.lowerBound))
        joints.append(BVHDocument.Joint(name: name, parent: parent, offset: .zero, channels: []))
    }

    private mutating func openEndSite(_ word: Range<Int>, of joint: Int, _ open: inout [Block])
        throws(Problem)
    {
        scanner.offset = word.upperBound
        let name = scanner.takeName()
        // `End Site` and its numbered kin `End Site4` are common; any other name is a writer's invention.
        let isSite = scanner.matches(name.prefix(4), "site") || (name.isEmpty && word.count > 3)
        if !isSite { warn("an end site is written `End \(decodeName(name))`", at: word.lowerBound) }
        try takeOpeningBrace(joint: joints[joint].name)
        open.append(Block(kind: .endSite, joint: joint, offset: word.lowerBound))
        joints[joint].endSites.append(.zero)
    }

    /// Notes what a finished block lacks.
    private mutating func close(_ block: Block) {
        let name = joints[block.joint].name
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
        guard scanner.matches(word, "{") else { throw unexpected(word, joint: joint, expected: "`{`") }
        scanner.offset = word.upperBound
    }

    private mutating func takeOffset(joint: String) throws(Problem) -> SIMD3<Double> {
        let x = try takeNumber(for: "OFFSET", joint: joint)
        let y = try takeNumber(for: "OFFSET", joint: joint)
        let z = try takeNumber(for: "OFFSET", joint: joint)
        return SIMD3(x, y, z)
    }

    /// A name as text: UTF-8, or else Latin-1, in which every byte means something.
    private mutating func decodeName(_ range: Range<Int>) -> String {
        if let text = String(validating: scanner.bytes[range], as: UTF8.self) { return text }
        let text = String(String.UnicodeScalarView(scanner.bytes[range].map { Unicode.Scalar($0) }))
        warn("the name `\(text)` is not UTF-8; it is read as Latin-1", at: range.lowerBound)
        return text
    }

    private mutating func warnOfRepeatedNames() {
        var counts: [String: Int] = [:]
        for joint in joints { counts[joint.name, default: 0] += 1 }
        for joint in joints {
            guard let count = counts.removeValue(forKey: joint.name), count > 1 else { continue }
            warn("\(count) joints are called `\(joint.name)`")
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

    private mutating func repeated(_ word: Range<Int>, _ keyword: String, joint: String) -> Problem {
        problem(
            "a second \(keyword) in one block", at: word.lowerBound, joint: joint, expected: "one \(keyword)",
            found: "two", remedy: "remove the wrong one")
    }
}
