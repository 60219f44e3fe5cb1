-- The head of a briefing stands with the edition that it was made from: an edition is never changed.
alter table edition add column bulletin text;  -- the briefing's name: 督查通报
alter table edition add column office text;    -- the issuing office
