extension SIMD3 where Scalar: BinaryFloatingPoint {
    /// Inner product.
    @inlinable public func dot(_ other: Self) -> Scalar { (self * other).sum() }

    /// Vector product, right-handed.
    @inlinable public func cross(_ b: Self) -> Self {
        Self(y * b.z - z * b.y, z * b.x - x * b.z, x * b.y - y * b.x)
    }

    /// Euclidean length.
    @inlinable public var length: Scalar { dot(self).squareRoot() }

    /// The part along the floor: height is left out.
    @inlinable public var flat: Self { Self(x, 0, z) }

    /// The direction at unit length; zero where the length is zero or not finite.
    @inlinable public var normalized: Self {
        let length = self.length
        return length > 0 && length.isFinite ? self / length : .zero
    }
}
