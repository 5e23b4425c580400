package dev.quarry.cli.picture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

class PickPictureTest {

    @Test
    void every_point_of_the_plane_lies_well_inside_of_the_picture() {
        Plane plane = Plane.example();
        for (int row = 0; row < plane.size(); row++) {
            assertThat(Math.abs(plane.points().get(row, 0))).as("x of %d", row).isLessThan(Plane.HALF_WIDTH - 0.15);
            assertThat(Math.abs(plane.points().get(row, 1))).as("y of %d", row).isLessThan(Plane.HALF_HEIGHT - 0.15);
        }
    }

    @Test
    void the_border_of_a_slope_is_one_straight_line_around_its_upper_side() {
        double[][] slope = {{0, 1, 2}, {0, 1, 2}, {0, 1, 2}};
        assertThat(new Contours(slope, 10).above(0.5)).isEqualTo("M20 20L20 0 5 0 5 20Z");
        assertThat(new Contours(slope, 10).above(2)).isEmpty();
    }

    @Test
    void a_hole_is_a_loop_of_its_own() {
        double[][] ring = {{1, 1, 1, 1, 1}, {1, 1, 1, 1, 1}, {1, 1, -1, 1, 1}, {1, 1, 1, 1, 1}, {1, 1, 1, 1, 1}};
        String path = new Contours(ring, 10).above(0);
        assertThat(path.split("Z", -1)).hasSize(3);
        assertThat(path).contains("20 15").contains("15 20").contains("25 20").contains("20 25");
    }

    @Test
    void signs_of_crowded_points_do_not_cover_each_other_and_lonely_ones_stay() {
        double[][] points = {{100, 100}, {100, 100}, {103, 100}, {100, 104}, {300, 200}, {2, 2}};
        double[][] signs = Signs.apart(points, 640, 440);
        for (int i = 0; i < signs.length; i++) {
            for (int j = 0; j < i; j++) {
                double distance = Math.hypot(signs[i][0] - signs[j][0], signs[i][1] - signs[j][1]);
                assertThat(distance).as("%d to %d", i, j).isGreaterThan(2 * Signs.RADIUS - 0.5);
            }
        }
        assertThat(signs[4]).containsExactly(new double[] {300, 200}, Assertions.within(0.1));
        assertThat(signs[5][0]).isGreaterThanOrEqualTo(Signs.RADIUS);
    }

    @Test
    void a_picture_shows_every_pick_once_and_is_small() {
        Shown shown = Showroom.firstOf(List.of("margin")).orElseThrow();
        String svg = PickPicture.of("What margin picks", shown);
        assertThat(svg).hasSizeLessThan(30_000).startsWith("<svg").endsWith("</svg>\n");
        assertThat(IntStream.rangeClosed(1, 8)).allSatisfy(i -> assertThat(svg).containsOnlyOnce(">" + i + "</text>"));
    }

    @Test
    void what_no_learner_can_serve_is_not_shown() {
        assertThat(Showroom.firstOf(List.of("ensemble{members: 50, by: snapshots, acquisition: bald}")))
                .isEmpty();
    }
}
