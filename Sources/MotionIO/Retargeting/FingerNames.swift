import Motion

/// What joints of hands are called.
enum FingerNames {
    private static let words: [(finger: String, names: [String])] = [
        ("thumb", ["thumb"]), ("index", ["index", "pointer"]), ("middle", ["middle", "mid"]),
        ("ring", ["ring"]), ("little", ["little", "pinky", "pinkie"]),
    ]
    /// Words for the bones of the palm, which come before a finger's own three.
    private static let palm = ["metacarpal", "inhand", "palm"]

    /// A joint's name without namespace and side marks of its place, in lower case.
    static func plain(_ name: String) -> String {
        JointName(name).part.lowercased()
    }

    /// The finger that a name speaks of.
    private static func finger(_ name: String) -> String? {
        let name = plain(name)
        if let word = words.first(where: { $0.names.contains { name.contains($0) } }) { return word.finger }
        // `finger1-1` … `finger5-3`, thumb first.
        guard
            let digit = name.firstRange(of: "finger").flatMap({
                name[$0.upperBound...].first?.wholeNumberValue
            }),
            (1...5).contains(digit)
        else { return nil }
        return words[digit - 1].finger
    }

    /// `index 2` for the second joint of an index finger, counted from the palm; nil for what is no finger.
    ///
    /// Counted, not read: exporters begin at 0, 1, `Proximal` or `_01`. Bones of the palm are 0.
    static func name(of joint: Int, below hand: Int, in skeleton: Skeleton) -> String? {
        guard let finger = finger(skeleton.joints[joint].name) else { return nil }
        let chain = skeleton.ancestry(of: joint).prefix { $0 != hand }
        if isPalm(skeleton.joints[joint].name, finger: finger) { return "\(finger) 0" }
        let place = chain.filter {
            let name = skeleton.joints[$0].name
            return Self.finger(name) == finger && !isPalm(name, finger: finger)
        }.count
        return "\(finger) \(place)"
    }

    /// Whether a name means a bone of the palm; the thumb's first joint is called so too, but moves as a finger does.
    private static func isPalm(_ name: String, finger: String) -> Bool {
        let name = plain(name)
        return finger != "thumb" && palm.contains { name.contains($0) }
    }
}
