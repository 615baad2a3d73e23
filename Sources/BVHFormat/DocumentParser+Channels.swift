import Diagnostics

extension DocumentParser {
    /// Reads the count and the names behind `CHANNELS`.
    mutating func takeChannels(_ joint: Int, isEndSite: Bool) throws(Problem) {
        let name = joints[joint].name.excerpt
        let countWord = scanner.peekWord()
        guard let count = takeCount(countWord) else {
            throw problem(
                "CHANNELS needs a number of channels", at: countWord.lowerBound, joint: name,
                expected: "a whole number", found: scanner.quoted(countWord),
                remedy: "write the number of channel names that follow")
        }
        guard count == 0 || !isEndSite else {
            throw problem(
                "an end site cannot move", at: countWord.lowerBound, joint: name, expected: "no channels",
                found: "CHANNELS \(count)", remedy: "make it a JOINT, or remove the CHANNELS line")
        }

        var named: [Range<Int>] = []
        while true {
            let word = scanner.peekWord()
            guard try addChannel(word, to: joint) else {
                if named.count < count { try refuseUnknownChannel(word, joint: name) }
                break
            }
            named.append(word)
            scanner.offset = word.upperBound
        }
        guard named.count == count else {
            let list = named.prefix(9).map { scanner.quoted($0) }.joined(separator: ", ")
            throw problem(
                "joint `\(name)` declares \(count) channels but names \(named.count)",
                at: countWord.lowerBound, expected: "\(count) channel names",
                found: named.isEmpty ? "none" : list,
                remedy: "correct the count or the names; the frame rows show which is right")
        }
    }

    /// The word as a whole number that is not negative; moves behind it if it is one.
    mutating func takeCount(_ word: Range<Int>) -> Int? {
        var next = word.lowerBound
        guard let value = DecimalNumber.read(scanner.bytes.span, at: &next), next == word.upperBound,
            let count = Int(exactly: value), count >= 0
        else { return nil }
        scanner.offset = next
        return count
    }

    /// Gives the joint the channel that `word` names.
    ///
    /// - Returns: False when the word is no channel that a document or a row can have.
    private mutating func addChannel(_ word: Range<Int>, to joint: Int) throws(Problem) -> Bool {
        guard let first = word.first else { return false }
        let axis = scanner.lowercased(scanner.bytes[first])
        let kind = word.dropFirst()
        let isScale = scanner.matches(kind, "scale")
        let isPosition = scanner.matches(kind, "position")
        guard isScale || isPosition || scanner.matches(kind, "rotation") else { return false }

        let channel: BVHDocument.Channel
        switch axis {
        case UInt8(ascii: "x"): channel = isPosition ? .xPosition : .xRotation
        case UInt8(ascii: "y"): channel = isPosition ? .yPosition : .yRotation
        case UInt8(ascii: "z"): channel = isPosition ? .zPosition : .zRotation
        default: return false
        }
        columns.append(Column(joint: joint, isKept: !isScale))
        let name = joints[joint].name.excerpt
        if isScale {
            warn("\(scanner.quoted(word)) of `\(name)`: scale is not used", at: word.lowerBound)
            return true
        }
        guard !joints[joint].channels.contains(channel) else {
            throw problem(
                "joint `\(name)` names \(scanner.quoted(word)) twice", at: word.lowerBound,
                expected: "each channel once", found: scanner.quoted(word),
                remedy: "correct the channel names; the program that wrote the file knows their order")
        }
        joints[joint].channels.append(channel)
        return true
    }

    /// Refuses a word among the channel names that isn't one; a keyword or brace means that names are missing.
    private mutating func refuseUnknownChannel(_ word: Range<Int>, joint: String) throws(Problem) {
        guard !word.isEmpty, scanner.keyword(word) == nil else { return }
        let isQuaternion = scanner.matches(word, "wrotation")
        throw problem(
            isQuaternion ? "rotations are quaternions, which BVH does not have" : "unknown channel name",
            at: word.lowerBound, joint: joint,
            expected: "Xposition, Yposition, Zposition, Xrotation, Yrotation or Zrotation",
            found: scanner.quoted(word),
            remedy: isQuaternion
                ? "export the motion with rotations as Euler angles"
                : "correct the name, or export the file again")
    }
}
