import CGL
import RealModule

/// The surface of a capsule as triangles, drawn once for every capsule of a scene; and the plain square and
/// triangle that other passes need.
///
/// A vertex is a direction on the unit ball (z along the axis) and how far along the axis it sits, 0 to 1.
final class CapsuleMesh {
    private var array: GLuint = 0
    private var empty: GLuint = 0
    private var buffers: [GLuint] = [0, 0, 0]
    private let indexCount: Int

    init() {
        let shape = Self.shape(around: 16, cap: 4, side: 4)
        indexCount = shape.indices.count
        glGenVertexArrays(1, &array)
        glGenVertexArrays(1, &empty)
        glGenBuffers(3, &buffers)
        glBindVertexArray(array)
        glBindBuffer(GLenum(GL_ARRAY_BUFFER), buffers[0])
        shape.vertices.withUnsafeBytes {
            glBufferData(GLenum(GL_ARRAY_BUFFER), GLsizeiptr($0.count), $0.baseAddress, GLenum(GL_STATIC_DRAW))
        }
        glEnableVertexAttribArray(0)
        glVertexAttribPointer(0, 4, GLenum(GL_FLOAT), GLboolean(GL_FALSE), 16, nil)
        glBindBuffer(GLenum(GL_ELEMENT_ARRAY_BUFFER), buffers[1])
        shape.indices.withUnsafeBytes {
            glBufferData(
                GLenum(GL_ELEMENT_ARRAY_BUFFER), GLsizeiptr($0.count), $0.baseAddress, GLenum(GL_STATIC_DRAW))
        }
        for vertexArray in [array, empty] {
            glBindVertexArray(vertexArray)
            glBindBuffer(GLenum(GL_ARRAY_BUFFER), buffers[2])
            glEnableVertexAttribArray(1)
            glVertexAttribIPointer(1, 4, GLenum(GL_INT), 16, nil)
            glVertexAttribDivisor(1, 1)
        }
    }

    deinit {
        glDeleteBuffers(3, buffers)
        glDeleteVertexArrays(1, &array)
        glDeleteVertexArrays(1, &empty)
    }

    /// Sets the four whole numbers that every drawn capsule gets as attribute 1.
    func upload(instances: [SIMD4<Int32>]) {
        glBindBuffer(GLenum(GL_ARRAY_BUFFER), buffers[2])
        instances.withUnsafeBytes {
            glBufferData(GLenum(GL_ARRAY_BUFFER), GLsizeiptr($0.count), $0.baseAddress, GLenum(GL_STREAM_DRAW))
        }
    }

    /// Draws `count` capsules.
    func draw(count: Int) {
        glBindVertexArray(array)
        glDrawElementsInstanced(
            GLenum(GL_TRIANGLES), GLsizei(indexCount), GLenum(GL_UNSIGNED_SHORT), nil, GLsizei(count))
    }

    /// Draws `count` squares of four vertices without attributes of their own.
    func drawSquares(count: Int) {
        glBindVertexArray(empty)
        glDrawArraysInstanced(GLenum(GL_TRIANGLE_STRIP), 0, 4, GLsizei(count))
    }

    /// Vertices ring by ring from pole to pole: a half ball, a tube, a half ball.
    static func shape(around: Int, cap: Int, side: Int) -> (vertices: [SIMD4<Float>], indices: [UInt16]) {
        var rings: [(z: Float, radius: Float, along: Float)] = []
        for ring in 0...cap {
            let angle = Float.pi / 2 * Float(ring) / Float(cap)
            rings.append((-Float.cos(angle), Float.sin(angle), 0))
        }
        for ring in 1..<side { rings.append((0, 1, Float(ring) / Float(side))) }
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
