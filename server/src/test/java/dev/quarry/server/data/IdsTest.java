package dev.quarry.server.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

class IdsTest {

    @Property(tries = 50)
    void the_first_row_of_an_id_stays(
            @ForAll @Size(max = 5_000) List<@LongRange(min = -2_000, max = 2_000) Long> given) {
        Ids ids = new Ids();
        Map<Long, Integer> expected = new HashMap<>();
        for (int row = 0; row < given.size(); row++) {
            boolean first = expected.putIfAbsent(given.get(row), row) == null;
            assertThat(ids.add(given.get(row), row)).isEqualTo(first);
        }
        assertThat(ids.size()).isEqualTo(expected.size());
        expected.forEach((id, row) -> assertThat(ids.row(id)).isEqualTo(row));
        assertThat(ids.row(5_000)).isEqualTo(-1);
    }
}
