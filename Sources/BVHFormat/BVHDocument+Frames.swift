extension BVHDocument {
    /// The rows of `range` (counted from 0), bit for bit, on the same joints at the same rate.
    ///
    /// - Precondition: The range lies within the document.
    public func frames(_ range: Range<Int>) -> BVHDocument {
        let width = channelCount
        return BVHDocument(
            joints: joints, frameTime: frameTime,
            values: Array(values[range.lowerBound * width..<range.upperBound * width]))
    }
}
