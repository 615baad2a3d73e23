extension BVHDocument {
    /// This phrase, bit for bit, with another of the same rig behind it, at this one's rate.
    public func appending(_ next: BVHDocument) -> BVHDocument {
        precondition(next.joints == joints, "both are on one rig")
        return BVHDocument(joints: joints, frameTime: frameTime, values: values + next.values)
    }
}
