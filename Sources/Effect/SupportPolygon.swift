/// The part of the floor that bears a figure: the convex hull of what touches it.
struct SupportPolygon {
    /// A place on the floor, m.
    typealias Point = SIMD2<Double>

    /// Corners, counter-clockwise seen with the second axis up; one or two for a point or a line.
    let corners: [Point]

    /// Creates the hull of `points`; at least one.
    ///
    /// Source: Andrew, "Another efficient algorithm for convex hulls in two dimensions", 1979.
    init(hullOf points: [Point]) {
        precondition(!points.isEmpty, "a support has a point")
        let sorted = points.sorted { ($0.x, $0.y) < ($1.x, $1.y) }
        func chain(_ points: some Sequence<Point>) -> [Point] {
            var hull: [Point] = []
            for point in points {
                while hull.count > 1, Self.turn(hull[hull.count - 2], hull[hull.count - 1], point) <= 0 {
                    hull.removeLast()
                }
                hull.append(point)
            }
            return hull
        }
        let hull = chain(sorted).dropLast() + chain(sorted.reversed()).dropLast()
        corners = hull.isEmpty ? [sorted[0]] : Array(hull)
    }

    /// How deep `point` lies inside, m; negative is the distance to the hull from outside.
    func depth(of point: Point) -> Double {
        let edges = corners.indices.map { (corners[$0], corners[($0 + 1) % corners.count]) }
        let nearest = edges.map { Self.distance(from: point, to: $0, $1) }.min() ?? 0
        let inside = corners.count > 2 && edges.allSatisfy { Self.turn($0, $1, point) >= 0 }
        return inside ? nearest : -nearest
    }

    /// Twice the signed area of a triangle; positive for a turn to the left.
    private static func turn(_ a: Point, _ b: Point, _ c: Point) -> Double {
        (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x)
    }

    /// Distance from a point to the line between `a` and `b`, ends included.
    private static func distance(from p: Point, to a: Point, _ b: Point) -> Double {
        let along = b - a
        let length = (along * along).sum()
        let t = length > 0 ? min(max(((p - a) * along).sum() / length, 0), 1) : 0
        let away = p - a - t * along
        return (away * away).sum().squareRoot()
    }
}
