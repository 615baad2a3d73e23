import Motion

/// The convex hull of a few points in space.
enum ConvexHull {
    /// A face by the indices of its corners, counter-clockwise seen from outside.
    private typealias Face = (a: Int, b: Int, c: Int)

    /// How far a point must lie outside a face to count, m³ of six times the tetrahedron: far below what is visible.
    private static let hair = 1e-12

    /// Volume of the hull, in the cube of the points' unit; 0 where they lie in a plane.
    ///
    /// Points are added one by one: the faces that a new point sees give way to a cone from their rim to the point.
    ///
    /// - Complexity: O(points²).
    static func volume(of points: [SIMD3<Double>]) -> Double {
        guard let (corners, faces) = tetrahedron(in: points) else { return 0 }
        var hull = faces
        for point in points.indices where !corners.contains(point) {
            var kept: [Face] = []
            // Directed edges of the faces that are seen; those whose other direction is not among them are the rim.
            var edges: [(Int, Int)] = []
            for face in hull {
                if signed(points, face, points[point]) > hair {
                    edges += [(face.a, face.b), (face.b, face.c), (face.c, face.a)]
                } else {
                    kept.append(face)
                }
            }
            guard !edges.isEmpty else { continue }
            for edge in edges where !edges.contains(where: { $0 == (edge.1, edge.0) }) {
                kept.append((edge.0, edge.1, point))
            }
            hull = kept
        }
        let inside = points[corners[0]]
        return hull.reduce(0) { $0 - signed(points, $1, inside) } / 6
    }

    /// Six times the volume between a face and a point; positive where the point is outside.
    private static func signed(_ points: [SIMD3<Double>], _ face: Face, _ point: SIMD3<Double>) -> Double {
        let origin = points[face.a]
        return (points[face.b] - origin).cross(points[face.c] - origin).dot(point - origin)
    }

    /// Four points that span a volume, and the faces between them; nil where all lie in a plane.
    private static func tetrahedron(in points: [SIMD3<Double>]) -> (corners: [Int], faces: [Face])? {
        guard points.count >= 4 else { return nil }
        func farthest(_ measure: (SIMD3<Double>) -> Double) -> Int {
            points.indices.max { measure(points[$0]) < measure(points[$1]) } ?? 0
        }
        let a = 0
        let b = farthest { ($0 - points[a]).length }
        let line = points[b] - points[a]
        let c = farthest { ($0 - points[a]).cross(line).length }
        let normal = line.cross(points[c] - points[a])
        let d = farthest { abs(($0 - points[a]).dot(normal)) }
        let height = (points[d] - points[a]).dot(normal)
        guard abs(height) > hair else { return nil }
        let base: Face = height < 0 ? (a, b, c) : (a, c, b)
        return (
            [a, b, c, d],
            [base, (base.b, base.a, d), (base.c, base.b, d), (base.a, base.c, d)]
        )
    }
}
