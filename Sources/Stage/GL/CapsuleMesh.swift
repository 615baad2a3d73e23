import CGL
import RealModule

/// The surface of a capsule as triangles, drawn once for every capsule of a scene, in several degrees of fineness.
///
/// A vertex is a direction on the unit ball (z along the axis) and how far along the axis it sits, 0 to 1.
final class CapsuleMesh {
    /// How finely a capsule is divided.
    ///
    /// Small triangles cost far more than the pixels that they cover.
    enum Fineness: Int, CaseIterable {
        case coarse, medium, fine, finest

        /// What a capsule of this radius in pixels needs, so that no corner of its outline shows.
        init(radius pixels: Float) {
            self = pixels < 4 ? .coarse : pixels < 14 ? .medium : pixels < 40 ? .fine : .finest
        }

        /// Vertices around the axis, rings in a half ball, parts of the side.
        var division: (around: Int, cap: Int, side: Int) {
            switch self {
            case .coarse: (8, 2, 1)
            case .medium: (10, 2, 3)
            case .fine: (18, 4, 5)
            case .finest: (28, 6, 8)
            }
        }
    }

    /// One for each fineness, and one for squares, which have no vertices of their own.
    private var arrays = [GLuint](repeating: 0, count: Fineness.allCases.count + 1)
    private var buffers: [GLuint] = [0, 0, 0]
    /// Bytes where each fineness' indices start, and how many indices it has.
    private let ranges: [(start: Int, count: Int)]

    init() {
        var vertices: [SIMD4<Float>] = []
        var indices: [UInt16] = []
        ranges = Fineness.allCases.map { fineness in
            let shape = Self.shape(fineness.division)
            let first = UInt16(vertices.count)
            let start = indices.count * 2
            vertices += shape.vertices
            indices += shape.indices.map { $0 + first }
            return (start, shape.indices.count)
        }
        glGenVertexArrays(GLsizei(arrays.count), &arrays)
        glGenBuffers(3, &buffers)
        glBindBuffer(GLenum(GL_ARRAY_BUFFER), buffers[0])
        vertices.withUnsafeBytes {
            glBufferData(
                GLenum(GL_ARRAY_BUFFER), GLsizeiptr($0.count), $0.baseAddress, GLenum(GL_STATIC_DRAW))
        }
        for array in arrays {
            glBindVertexArray(array)
            glBindBuffer(GLenum(GL_ELEMENT_ARRAY_BUFFER), buffers[1])
            glEnableVertexAttribArray(1)
            glVertexAttribDivisor(1, 1)
            if array == arrays.last { break }
            glBindBuffer(GLenum(GL_ARRAY_BUFFER), buffers[0])
            glEnableVertexAttribArray(0)
            glVertexAttribPointer(0, 4, GLenum(GL_FLOAT), GLboolean(GL_FALSE), 16, nil)
        }
        glBindVertexArray(arrays[0])
        indices.withUnsafeBytes {
            glBufferData(
                GLenum(GL_ELEMENT_ARRAY_BUFFER), GLsizeiptr($0.count), $0.baseAddress, GLenum(GL_STATIC_DRAW))
        }
    }

    deinit {
        glDeleteBuffers(3, buffers)
        glDeleteVertexArrays(GLsizei(arrays.count), arrays)
    }

    /// Sets the four whole numbers that every drawn capsule gets as attribute 1.
    func upload(instances: [SIMD4<Int32>]) {
        glBindBuffer(GLenum(GL_ARRAY_BUFFER), buffers[2])
        instances.withUnsafeBytes {
            glBufferData(
                GLenum(GL_ARRAY_BUFFER), GLsizeiptr($0.count), $0.baseAddress, GLenum(GL_STREAM_DRAW))
        }
    }

    /// Draws the capsules whose numbers are in `range` of those uploaded.
    func draw(_ fineness: Fineness, _ range: Range<Int>) {
        guard !range.isEmpty else { return }
        bind(arrays[fineness.rawValue], from: range.lowerBound)
        let indices = ranges[fineness.rawValue]
        glDrawElementsInstanced(
            GLenum(GL_TRIANGLES), GLsizei(indices.count), GLenum(GL_UNSIGNED_SHORT),
            UnsafeRawPointer(bitPattern: indices.start), GLsizei(range.count))
    }

    /// Draws `count` squares of four vertices; each gets the numbers of a capsule, from the first.
    func drawSquares(count: Int) {
        guard count > 0 else { return }
        bind(arrays[arrays.count - 1], from: 0)
        glDrawArraysInstanced(GLenum(GL_TRIANGLE_STRIP), 0, 4, GLsizei(count))
    }

    /// Makes `array` the one that draws, its attribute 1 read from the capsule `first` on.
    private func bind(_ array: GLuint, from first: Int) {
        glBindVertexArray(array)
        glBindBuffer(GLenum(GL_ARRAY_BUFFER), buffers[2])
        glVertexAttribIPointer(1, 4, GLenum(GL_INT), 16, UnsafeRawPointer(bitPattern: first * 16))
    }

    /// Vertices ring by ring from pole to pole: a half ball, a tube, a half ball; triangles turn counter-clockwise
    /// seen from outside.
    static func shape(
        _ division: (around: Int, cap: Int, side: Int)
    ) -> (vertices: [SIMD4<Float>], indices: [UInt16]) {
        let (around, cap, side) = division
        var rings: [(z: Float, radius: Float, along: Float)] = []
        for ring in 0...cap {
            let angle = Float.pi / 2 * Float(ring) / Float(cap)
            rings.append((-Float.cos(angle), Float.sin(angle), 0))
        }
        // Closer toward the ends, where capsules melt into their neighbours and the skin bends.
        for ring in 1..<side {
            rings.append((0, 1, 0.5 - 0.5 * Float.cos(.pi * Float(ring) / Float(side))))
        }
        for ring in 0...cap {
            let angle = Float.pi / 2 * Float(ring) / Float(cap)
            rings.append((Float.sin(angle), Float.cos(angle), 1))
        }
        var vertices: [SIMD4<Float>] = []
        for ring in rings {
            for step in 0..<around {
                let angle = 2 * Float.pi * Float(step) / Float(around)
                vertices.append(
                    SIMD4(ring.radius * Float.cos(angle), ring.radius * Float.sin(angle), ring.z, ring.along))
            }
        }
        var indices: [UInt16] = []
        for ring in 0..<(rings.count - 1) {
            for step in 0..<around {
                let next = (step + 1) % around
                let (a, b) = (ring * around + step, ring * around + next)
                let (c, d) = (a + around, b + around)
                // At the poles one of the two triangles has no area.
                if ring > 0 { indices += [a, b, d].map(UInt16.init) }
                if ring < rings.count - 2 { indices += [a, d, c].map(UInt16.init) }
            }
        }
        return (vertices, indices)
    }
}
