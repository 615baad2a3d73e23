extension Sequence<Bool> {
    /// The places at which it is true, neighbours together, in order.
    package var runs: [Range<Int>] {
        var result: [Range<Int>] = []
        for (place, isTrue) in enumerated() where isTrue {
            if let last = result.last, last.upperBound == place {
                result[result.count - 1] = last.lowerBound..<place + 1
            } else {
                result.append(place..<place + 1)
            }
        }
        return result
    }
}
