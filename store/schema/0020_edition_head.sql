-- What a clerk types for a notice stays with the edition, as its title does: an edition is never changed.
alter table edition add column addressees text;    -- 主送
alter table edition add column copies text;        -- 抄送
alter table edition add column document_no text;   -- 发文字号
alter table edition add column signed_by text;     -- 签发
alter table edition add column requirements text;  -- requirements of the office's own, one a line
alter table edition add column deadline date;      -- by when is answered
alter table edition add column left_out text;      -- the parts that are not printed, one a line
