import Motion

/// A 4 by 4 matrix of columns, as OpenGL takes it.
struct Matrix4: Equatable {
    var columns: (SIMD4<Float>, SIMD4<Float>, SIMD4<Float>, SIMD4<Float>)

    static func == (a: Matrix4, b: Matrix4) -> Bool { a.columns == b.columns }

    static func * (a: Matrix4, v: SIMD4<Float>) -> SIMD4<Float> {
        a.columns.0 * v.x + a.columns.1 * v.y + a.columns.2 * v.z + a.columns.3 * v.w
    }

    static func * (a: Matrix4, b: Matrix4) -> Matrix4 {
        Matrix4(columns: (a * b.columns.0, a * b.columns.1, a * b.columns.2, a * b.columns.3))
    }

    /// The 16 values, column by column.
    var values: [Float] {
        [columns.0, columns.1, columns.2, columns.3].flatMap { [$0.x, $0.y, $0.z, $0.w] }
    }

    /// World to eye: the eye looks along −Z with `up` as Y.
    static func look(from eye: SIMD3<Float>, right: SIMD3<Float>, up: SIMD3<Float>, forward: SIMD3<Float>)
        -> Matrix4
    {
        Matrix4(
            columns: (
                SIMD4(right.x, up.x, -forward.x, 0), SIMD4(right.y, up.y, -forward.y, 0),
                SIMD4(right.z, up.z, -forward.z, 0),
                SIMD4(-right.dot(eye), -up.dot(eye), forward.dot(eye), 1)
            ))
    }

    /// Eye to clip space with a vanishing point; `slopes` are the tangents of half the field of view.
    static func perspective(slopes: SIMD2<Float>, near: Float, far: Float) -> Matrix4 {
        Matrix4(
            columns: (
                SIMD4(1 / slopes.x, 0, 0, 0), SIMD4(0, 1 / slopes.y, 0, 0),
                SIMD4(0, 0, -(far + near) / (far - near), -1), SIMD4(0, 0, -2 * far * near / (far - near), 0)
            ))
    }

    /// Eye to clip space without one; `extents` are half the width and half the height, metres.
    static func orthographic(extents: SIMD2<Float>, near: Float, far: Float) -> Matrix4 {
        Matrix4(
            columns: (
                SIMD4(1 / extents.x, 0, 0, 0), SIMD4(0, 1 / extents.y, 0, 0),
                SIMD4(0, 0, -2 / (far - near), 0), SIMD4(0, 0, -(far + near) / (far - near), 1)
            ))
    }
}
