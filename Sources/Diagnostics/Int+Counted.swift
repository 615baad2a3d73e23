extension Int {
    /// The number with what it counts: `1 frame`, `2 frames`.
    public func counted(_ noun: String) -> String { self == 1 ? "1 \(noun)" : "\(self) \(noun)s" }
}
