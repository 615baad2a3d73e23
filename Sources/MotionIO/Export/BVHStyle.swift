/// How a movement is written as BVH, where it should be written otherwise than it came.
public struct BVHStyle: Sendable, Equatable {
    /// Creates a style that changes nothing.
    public init() {}
}
